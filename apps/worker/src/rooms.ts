import type { Type } from '@nestjs/common';
import { CertificateModule } from '#certificate';
import { CompetitionModule } from '#competition';
import { IdentityModule } from '#identity';
import { MarkingModule } from '#marking';

/** The rooms whose jobs this worker does, in the order of the floors. A declared job whose room is missing here stops the boot. */
export const rooms: readonly Type[] = [IdentityModule, CompetitionModule, MarkingModule, CertificateModule];
