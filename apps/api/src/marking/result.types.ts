import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Id } from '#kernel';
import type { PublicationStage } from '#marking';
import { DateTime, Decimal } from '../graphql/index.js';

export const PublicationStages = { provisional: 'provisional', final: 'final' } as const;
registerEnumType(PublicationStages, {
  name: 'PublicationStage',
  description: 'How certain published results are.',
  valuesMap: {
    provisional: { description: 'May still change: objections and appeals are open.' },
    final: { description: 'Awards and certificates rest on it.' },
  },
});

@ObjectType('Tie', { description: 'What became of equal points.' })
export class TieType {
  @Field(() => Boolean, { description: 'Whether the place stayed shared.' })
  readonly shared: boolean;

  @Field(() => String, { nullable: true, description: 'The criterion, module, fact or "decision" that broke the tie.' })
  readonly decidedBy: string | null;
}

@ObjectType('BreakdownPart', { description: 'Points of one part of a sub-criterion level.' })
export class BreakdownPartType {
  @Field(() => String, { description: 'Id of the sub-criterion.' })
  readonly key: string;

  @Field(() => Decimal, { nullable: true, description: 'Its points.' })
  readonly points: string | null;
}

@ObjectType('BreakdownLine', { description: 'Points of one criterion or module.' })
export class BreakdownLineType {
  @Field(() => String, { description: 'Id of the criterion or module.' })
  readonly key: string;

  @Field(() => Decimal, { nullable: true, description: 'Its points.' })
  readonly points: string | null;

  @Field(() => [BreakdownPartType], { nullable: true, description: 'Its sub-criteria; null where only criteria are known.' })
  readonly children?: readonly BreakdownPartType[];
}

@ObjectType('Standing', { description: 'The working place and points of an entry, before publication.' })
export class StandingType {
  @Field(() => ID, { description: 'The entry.' })
  readonly entryId: Id;

  @Field(() => Int, { nullable: true, description: 'Its place; null for guests and those who did not compete.' })
  readonly place: number | null;

  @Field(() => Decimal, { nullable: true, description: 'Its points with the decimals of the rules.' })
  readonly points: string | null;

  @Field(() => Int, { nullable: true, description: 'On the 700 scale, where the rules standardise.' })
  readonly scale: number | null;

  @Field(() => String, { nullable: true, description: 'Key of the award, such as gold.' })
  readonly award: string | null;

  @Field(() => TieType, { nullable: true, description: 'Set when others had the same points.' })
  readonly tie: TieType | null;

  @Field(() => [BreakdownLineType], { description: 'Points by module and criterion.' })
  readonly breakdown: readonly BreakdownLineType[];

  readonly sort: number;
}

@ObjectType('StandingsStamp', { description: 'From what the working standings were computed.' })
export class StandingsStampType {
  @Field(() => Int, { description: 'Grows with every change of a mark or decision.' })
  readonly marksVersion: number;

  @Field(() => Int, { description: 'Number of the scheme version.' })
  readonly ruleVersion: number;

  @Field(() => String, { description: 'Version of the arithmetic.' })
  readonly engineVersion: string;

  @Field(() => String, { description: 'SHA-256 of everything that the result depends on.' })
  readonly inputHash: string;

  @Field(() => Int, { description: 'How many entries were ranked or listed.' })
  readonly entries: number;

  @Field(() => DateTime, { description: 'When.' })
  readonly computedAt: Date;
}

@ObjectType('ResultRow', { description: 'One entry as published.' })
export class ResultRowType {
  @Field(() => ID, { description: 'The entry.' })
  readonly entryId: Id;

  @Field(() => String, { description: 'Bib number.' })
  readonly bib: string;

  @Field(() => String, { description: 'Name of the person or team.' })
  readonly name: string;

  @Field(() => String, { description: 'Name of the organisation; empty for none.' })
  readonly organisation: string;

  @Field(() => String, { description: 'official, guest, absent, withdrawn or disqualified.' })
  readonly status: string;

  @Field(() => Int, { nullable: true, description: 'Its place; null for those who take none.' })
  readonly place: number | null;

  @Field(() => Decimal, { nullable: true, description: 'Its points.' })
  readonly points: string | null;

  @Field(() => Decimal, { nullable: true, description: 'On the 700 scale, where the rules standardise.' })
  readonly scale: string | null;

  @Field(() => String, { nullable: true, description: 'Key of the award, such as gold.' })
  readonly award: string | null;

  @Field(() => TieType, { nullable: true, description: 'Set when others had the same points.' })
  readonly tie: TieType | null;

  @Field(() => [BreakdownLineType], { description: 'Points by module and criterion, with sub-criteria.' })
  readonly breakdown: readonly BreakdownLineType[];
}

@ObjectType('Publication', { description: 'An immutable, hashed snapshot of standings.' })
export class PublicationType {
  @Field(() => ID, { description: 'Id of the publication.' })
  readonly id: Id;

  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @Field(() => Int, { description: '1 for the first of the skill, then 2, 3, …' })
  readonly number: number;

  @Field(() => PublicationStages, { description: 'How certain it is.' })
  readonly stage: PublicationStage;

  @Field(() => String, { description: 'SHA-256 of the document, hexadecimal.' })
  readonly sha256: string;

  @Field(() => DateTime, { description: 'When it was published.' })
  readonly publishedAt: Date;
}
