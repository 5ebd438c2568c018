import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ENTRY_KINDS, ENTRY_STATUSES, type EntryKind, type EntryStatus } from '#competition';
import type { Id } from '#kernel';
import { DateTime } from '../graphql/index.js';

export const EntryKinds = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, kind]));
registerEnumType(EntryKinds, {
  name: 'EntryKind',
  description: 'Who competes.',
  valuesMap: { person: { description: 'One competitor.' }, team: { description: 'A team.' } },
});

export const EntryStatuses = Object.fromEntries(ENTRY_STATUSES.map((status) => [status, status]));
registerEnumType(EntryStatuses, {
  name: 'EntryStatus',
  description: 'How an entry takes part.',
  valuesMap: {
    official: { description: 'Takes a place.' },
    guest: { description: 'Is marked and shown, takes no place.' },
    withdrawn: { description: 'Left the competition.' },
    absent: { description: 'Did not appear.' },
    disqualified: { description: 'Was disqualified.' },
  },
});

@ObjectType('Entry', { description: 'One competitor or one team in one skill.' })
export class EntryType {
  @Field(() => ID, { description: 'Id of the entry.' })
  readonly id: Id;

  @Field(() => Int, { description: 'Bib number, unique in the skill.' })
  readonly bib: number;

  @Field(() => EntryKinds, { description: 'Who competes.' })
  readonly kind: EntryKind;

  @Field(() => EntryStatuses, { description: 'How it takes part.' })
  readonly status: EntryStatus;

  @Field(() => String, { description: 'The name that is shown and printed.' })
  readonly name: string;

  @Field(() => Int, { description: 'Grows with every change; a change names the version it saw.' })
  readonly version: number;

  @Field(() => DateTime, { description: 'When it was registered.' })
  readonly createdAt: Date;

  readonly skillId: Id;
  readonly organisationId: Id | null;
}
