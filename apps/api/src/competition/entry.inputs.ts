import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsBase64, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { ENTRY_KINDS, ENTRY_STATUSES, type EntryKind, type EntryStatus } from '#competition';
import type { Id } from '#kernel';
import { Payload } from '../graphql/index.js';
import { EntryKinds, EntryStatuses, EntryType } from './entry.types.js';

/** Files in requests stay well below the size of a request. */
const LONGEST_FILE = 900_000;

@InputType({ description: 'A worker or a team to register.' })
export class RegisterEntryInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsIn(ENTRY_KINDS)
  @Field(() => EntryKinds, { description: 'Who competes.' })
  readonly kind: EntryKind;

  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsUUID('all', { each: true })
  @Field(() => [ID], { description: 'One person for an individual, the members in their order for a team.' })
  readonly personIds: readonly Id[];

  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'A team’s name.' })
  readonly name?: string | null;

  @IsOptional()
  @IsUUID('all')
  @Field(() => ID, { nullable: true, description: 'The organisation it stands for; left out: that of the first person.' })
  readonly organisationId?: Id | null;

  @IsOptional()
  @IsIn(['official', 'guest'])
  @Field(() => EntryStatuses, { nullable: true, description: 'official or guest; organisers only. Left out: official.' })
  readonly status?: 'official' | 'guest' | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99_999)
  @Field(() => Int, { nullable: true, description: 'Bib number; organisers only. Left out: the lowest free one.' })
  readonly bib?: number | null;
}

@InputType({ description: 'An entry as one saw it.' })
export class EntryStepInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The entry.' })
  readonly entryId: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version that you saw.' })
  readonly version: number;
}

@InputType({ description: 'How an entry takes part from now on.' })
export class ChangeEntryStatusInput extends EntryStepInput {
  @IsIn(ENTRY_STATUSES)
  @Field(() => EntryStatuses, { description: 'The new status.' })
  readonly status: EntryStatus;
}

@InputType({ description: 'A list of entries as an Excel workbook or CSV file.' })
export class ImportEntriesInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsBase64()
  @MaxLength(LONGEST_FILE)
  @Field(() => String, { description: 'The file, base64.' })
  readonly content: string;
}

@ObjectType({ description: 'Answer to a change of an entry.' })
export class EntryPayload extends Payload {
  @Field(() => EntryType, { nullable: true, description: 'The entry as it now is.' })
  readonly entry?: EntryType;
}

@ObjectType({ description: 'Answer to importEntries.' })
export class ImportEntriesPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many entries were registered.' })
  readonly count?: number;
}
