import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Id, LocalizedText } from '#kernel';
import type { SheetStatus } from '#marking';
import { DateTime, Decimal, LocalizedTextType } from '../graphql/index.js';

const SheetStatuses = { open: 'open', signed: 'signed', locked: 'locked' } as const;
registerEnumType(SheetStatuses, {
  name: 'SheetStatus',
  description: 'Where a sheet stands.',
  valuesMap: {
    open: { description: 'Its judge may enter and correct marks.' },
    signed: { description: 'Signed by its judge; read-only until the chief judge returns it.' },
    locked: { description: 'Locked with all sheets of the skill.' },
  },
});

@ObjectType('SheetMark', { description: 'One aspect of a sheet with the mark that stands.' })
export class SheetMarkType {
  @Field(() => String, { description: 'Id of the aspect in the scheme, such as A2.4.' })
  readonly aspect: string;

  @Field(() => LocalizedTextType, { description: 'What is marked.' })
  readonly name: LocalizedText;

  @Field(() => String, { description: 'measurement or judgement.' })
  readonly kind: string;

  @Field(() => Decimal, { description: 'Lowest mark that may be entered.' })
  readonly min: string;

  @Field(() => Decimal, { description: 'Highest mark that may be entered.' })
  readonly max: string;

  @Field(() => Decimal, { description: 'Marks are multiples of this.' })
  readonly step: string;

  @Field(() => Decimal, { nullable: true, description: 'The mark that stands; null when none was entered or the judge is absent.' })
  readonly value: string | null;

  @Field(() => String, { description: 'Ledger number of the mark that stands, "0" for none: send it back when you correct.' })
  readonly last: string;
}

@ObjectType('MarkRecord', { description: 'One row of the ledger: a mark as it was entered.' })
export class MarkRecordType {
  @Field(() => String, { description: 'Number in the ledger.' })
  readonly seq: string;

  @Field(() => String, { description: 'Id of the aspect.' })
  readonly aspect: string;

  @Field(() => Decimal, { nullable: true, description: 'The mark; null for an absent judge.' })
  readonly value: string | null;

  @Field(() => String, { description: 'Number of the mark that it replaced, "0" for none.' })
  readonly previousSeq: string;

  @Field(() => String, { nullable: true, description: 'Why it was corrected.' })
  readonly reason: string | null;

  @Field(() => ID, { nullable: true, description: 'The person who entered it; null for an import.' })
  readonly personId: Id | null;

  @Field(() => String, { description: 'When, by the database’s clock, ISO 8601 with microseconds.' })
  readonly at: string;
}

@ObjectType('Sheet', { description: 'One panel member’s marks for one entry.' })
export class SheetType {
  @Field(() => ID, { description: 'Id of the sheet.' })
  readonly id: Id;

  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @Field(() => ID, { description: 'The entry that is marked.' })
  readonly entryId: Id;

  @Field(() => String, { description: 'Seat of the judge on the panel.' })
  readonly seat: string;

  @Field(() => SheetStatuses, { description: 'Where it stands.' })
  readonly status: SheetStatus;

  @Field(() => Int, { description: 'Grows with every change: send it back when you sign.' })
  readonly version: number;

  readonly panelId: Id;
  readonly schemeId: Id;
  readonly marks: Uint8Array;
  readonly lastSeqs: readonly string[];
}

@ObjectType('MarkingProgress', { description: 'How many sheets of a skill stand where.' })
export class MarkingProgressType {
  @Field(() => Int, { description: 'Sheets that are still open.' })
  readonly open: number;

  @Field(() => Int, { description: 'Signed sheets.' })
  readonly signed: number;

  @Field(() => Int, { description: 'Locked sheets.' })
  readonly locked: number;
}

@ObjectType('SchemeVersion', { description: 'One version of what is marked in a skill and how it counts.' })
export class SchemeVersionType {
  @Field(() => ID, { description: 'Id of the version.' })
  readonly id: Id;

  @Field(() => Int, { description: 'Counts up from 1 within the skill.' })
  readonly number: number;

  @Field(() => String, { nullable: true, description: 'Name of the file that it came from.' })
  readonly sourceName: string | null;

  readonly scheme: object;
  readonly rules: object;
}

@ObjectType('LedgerState', { description: 'What a check of the whole ledger of a competition found.' })
export class LedgerStateType {
  @Field(() => Int, { description: 'Marks ever written.' })
  readonly rows: number;

  @Field(() => Int, { description: 'Seals over them.' })
  readonly seals: number;

  @Field(() => Int, { description: 'Marks after the last seal.' })
  readonly unsealed: number;

  @Field(() => DateTime, { description: 'When it was checked.' })
  readonly checkedAt: Date;

  @Field(() => [Int], {
    description: 'Numbers of the seals that do not fit their rows, their neighbours or the published heads; empty when all is well.',
  })
  readonly broken: readonly number[];
}
