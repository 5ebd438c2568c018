import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CERTIFICATE_STATUSES, type CertificateData, type CertificateStatus } from '#certificate';
import type { Id } from '#kernel';
import { DateTime } from '../graphql/index.js';

const CertificateStatuses = Object.fromEntries(CERTIFICATE_STATUSES.map((status) => [status, status]));
registerEnumType(CertificateStatuses, {
  name: 'CertificateStatus',
  description: 'Whether a certificate is in force.',
  valuesMap: {
    valid: { description: 'In force.' },
    suspended: { description: 'Not in force while an objection is looked into.' },
    superseded: { description: 'Replaced, because corrected results were published.' },
    revoked: { description: 'Withdrawn for good.' },
  },
});

@ObjectType('CertificateEvent', { description: 'Something that happened to a certificate, the first being its issue.' })
export class CertificateEventType {
  @Field(() => CertificateStatuses, { description: 'What it became.' })
  readonly status: CertificateStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Why: a person’s words, or `RESULT_CORRECTED`; null for the issue. Shown to whoever verifies the certificate.',
  })
  readonly reason: string | null;

  @Field(() => DateTime, { description: 'When.' })
  readonly at: Date;
}

@ObjectType('Certificate', { description: 'One award of one holder, with the code that verifies it.' })
export class CertificateType {
  @Field(() => ID, { description: 'Id of the certificate.' })
  readonly id: Id;

  @Field(() => ID, { description: 'The entry that was awarded.' })
  readonly entryId: Id;

  @Field(() => ID, { nullable: true, description: 'The person who holds it; null for a team whose members are not known.' })
  readonly holderId: Id | null;

  @Field(() => String, { description: 'The name on it.' })
  readonly holderName: string;

  @Field(() => ID, { description: 'The publication that it rests on.' })
  readonly publicationId: Id;

  @Field(() => String, { description: 'SHA-256 of the PDF, hexadecimal.' })
  readonly documentSha256: string;

  @Field(() => CertificateStatuses, { description: 'Whether it is in force.' })
  readonly status: CertificateStatus;

  @Field(() => Int, { description: 'Give it back when you change the certificate.' })
  readonly version: number;

  @Field(() => DateTime, { description: 'When it was issued.' })
  readonly issuedAt: Date;

  /** Carried for the fields that show a part of it. */
  readonly content: CertificateData;
  readonly code: string;
}
