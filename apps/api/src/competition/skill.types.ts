import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { SKILL_STATUSES, type SkillStatus } from '#competition';
import type { Id, LocalizedText } from '#kernel';
import { CalendarDate, DateTime, LocalizedTextType } from '../graphql/index.js';

export const SkillStatuses = Object.fromEntries(SKILL_STATUSES.map((status) => [status, status]));
registerEnumType(SkillStatuses, {
  name: 'SkillStatus',
  description: 'Where a skill stands.',
  valuesMap: {
    draft: { description: 'Being prepared.' },
    registration: { description: 'Entries are taken.' },
    marking: { description: 'The scheme is frozen; judges mark.' },
    locked: { description: 'Every sheet is signed; marks cannot change.' },
    checked: { description: 'A second person has confirmed the locked marks.' },
    provisional: { description: 'Provisional results are published.' },
    final: { description: 'Final results are published.' },
  },
});

@ObjectType('Round', { description: 'A theory paper, a preliminary, a final or a module on a day.' })
export class RoundType {
  @Field(() => ID, { description: 'Id of the round.' })
  readonly id: Id;

  @Field(() => Int, { description: '1 for the first.' })
  readonly position: number;

  @Field(() => LocalizedTextType, { description: 'Its name.' })
  readonly name: LocalizedText;

  @Field(() => CalendarDate, { nullable: true, description: 'Its day.' })
  readonly day: string | null;
}

@ObjectType('Seat', { description: 'A place on a panel.' })
export class SeatType {
  @Field(() => String, { description: 'Name of the seat, such as J1.' })
  readonly seat: string;

  @Field(() => ID, { nullable: true, description: 'The judge; null while nobody sits there, and to those who are no officials.' })
  readonly personId: Id | null;
}

@ObjectType('Panel', { description: 'The judges of a set of aspects.' })
export class PanelType {
  @Field(() => ID, { description: 'Id of the panel.' })
  readonly id: Id;

  @Field(() => String, { description: 'Its id in the scheme.' })
  readonly code: string;

  @Field(() => LocalizedTextType, { description: 'Its name.' })
  readonly name: LocalizedText;

  @Field(() => [SeatType], { description: 'Its seats by name.' })
  readonly members: readonly SeatType[];
}

@ObjectType('JudgeConflict', { description: 'A judge whose own organisation has entries in the skill: a warning, not a refusal.' })
export class JudgeConflictType {
  @Field(() => ID, { description: 'The judge.' })
  readonly personId: Id;

  @Field(() => ID, { description: 'The panel.' })
  readonly panelId: Id;

  @Field(() => String, { description: 'The seat.' })
  readonly seat: string;

  @Field(() => ID, { description: 'The organisation.' })
  readonly organisationId: Id;

  @Field(() => [Int], { description: 'Bib numbers of the organisation’s entries.' })
  readonly bibs: readonly number[];
}

@ObjectType('Skill', { description: 'One contested trade of a competition.' })
export class SkillType {
  @Field(() => ID, { description: 'Id of the skill.' })
  readonly id: Id;

  @Field(() => String, { description: 'Unique in the competition, part of public addresses.' })
  readonly code: string;

  @Field(() => LocalizedTextType, { description: 'Its name.' })
  readonly name: LocalizedText;

  @Field(() => SkillStatuses, { description: 'Where it stands.' })
  readonly status: SkillStatus;

  @Field(() => Int, { nullable: true, description: 'Entries that one organisation may make; null for no limit.' })
  readonly entriesPerOrganisation: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When registration closes.' })
  readonly registrationClosesAt: Date | null;

  @Field(() => Int, { description: 'Grows with every change; a change names the version it saw.' })
  readonly version: number;

  readonly competitionId: Id;
}
