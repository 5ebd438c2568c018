import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { COMPETITION_LEVELS, COMPETITION_STATUSES, type CompetitionLevel, type CompetitionStatus } from '#competition';
import type { Id, LocalizedText } from '#kernel';
import { CalendarDate, DateTime, LocalizedTextType } from '../graphql/index.js';

export const CompetitionLevels = Object.fromEntries(COMPETITION_LEVELS.map((level) => [level, level]));
registerEnumType(CompetitionLevels, {
  name: 'CompetitionLevel',
  description: 'How high a competition stands.',
  valuesMap: {
    national: { description: 'The whole country.' },
    provincial: { description: 'A province.' },
    city: { description: 'A city.' },
    county: { description: 'A county or a district.' },
    enterprise: { description: 'One enterprise.' },
  },
});

const CompetitionStatuses = Object.fromEntries(COMPETITION_STATUSES.map((status) => [status, status]));
registerEnumType(CompetitionStatuses, {
  name: 'CompetitionStatus',
  description: 'Where a competition stands.',
  valuesMap: {
    draft: { description: 'Seen by its officials only.' },
    open: { description: 'Public; its skills take registrations and are marked.' },
    closed: { description: 'Over; its results stay.' },
  },
});

@ObjectType('Competition', { description: 'An event in which workers compete in one or more skills.' })
export class CompetitionType {
  @Field(() => ID, { description: 'Id of the competition.' })
  readonly id: Id;

  @Field(() => String, { description: 'Its part of public addresses.' })
  readonly slug: string;

  @Field(() => LocalizedTextType, { description: 'Its name.' })
  readonly name: LocalizedText;

  @Field(() => CompetitionLevels, { description: 'How high it stands.' })
  readonly level: CompetitionLevel;

  @Field(() => String, { description: 'IANA zone of its days, such as Asia/Shanghai.' })
  readonly timeZone: string;

  @Field(() => CalendarDate, { description: 'Its first day.' })
  readonly startsOn: string;

  @Field(() => CalendarDate, { description: 'Its last day.' })
  readonly endsOn: string;

  @Field(() => CompetitionStatuses, { description: 'Where it stands.' })
  readonly status: CompetitionStatus;

  @Field(() => Int, { description: 'Grows with every change; a change names the version it saw.' })
  readonly version: number;

  @Field(() => DateTime, { description: 'When it was created.' })
  readonly createdAt: Date;

  readonly organisationId: Id;
}
