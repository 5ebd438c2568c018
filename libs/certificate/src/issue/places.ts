import { Injectable } from '@nestjs/common';
import { Competitions, type Place, Skills } from '#competition';
import { Organisations } from '#identity';
import type { Id, LocalizedText } from '#kernel';

/** Where skills stand, and in whose name their certificates are issued. */
@Injectable()
export class Places {
  constructor(
    private readonly skills: Skills,
    private readonly competitions: Competitions,
    private readonly organisations: Organisations,
  ) {}

  async of(tenantId: Id, skillId: Id): Promise<Place & { readonly timeZone: string }> {
    const { competitionId } = await this.skills.find(tenantId, skillId);
    return this.competitions.find(tenantId, competitionId);
  }

  async issuer(tenantId: Id, { organisationId }: Place): Promise<LocalizedText> {
    return (await this.organisations.find(tenantId, organisationId)).name;
  }
}
