import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsDate,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Id } from '#kernel';
import { CalendarDate, DateTime, LocalizedTextInput, Payload } from '../graphql/index.js';
import { PanelType, RoundType, SkillType } from './skill.types.js';

@InputType({ description: 'A skill to add to a competition.' })
export class AddSkillInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The competition.' })
  readonly competitionId: Id;

  @IsString()
  @MaxLength(20)
  @Field(() => String, { description: 'Unique in the competition, part of public addresses: letters, digits and hyphens.' })
  readonly code: string;

  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  readonly name: LocalizedTextInput;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  @Field(() => Int, { nullable: true, description: 'Entries that one organisation may make; left out: no limit.' })
  readonly entriesPerOrganisation?: number | null;

  @IsOptional()
  @IsDate()
  @Field(() => DateTime, { nullable: true, description: 'When registration closes.' })
  readonly registrationClosesAt?: Date | null;
}

@InputType({ description: 'What changes about a skill; what is left out stays as it is.' })
export class UpdateSkillInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version that you saw.' })
  readonly version: number;

  @IsOptional()
  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { nullable: true, description: 'Its name.' })
  readonly name?: LocalizedTextInput | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  @Field(() => Int, { nullable: true, description: 'Entries that one organisation may make; null takes the limit away.' })
  readonly entriesPerOrganisation?: number | null;

  @IsOptional()
  @IsDate()
  @Field(() => DateTime, { nullable: true, description: 'When registration closes; null takes the end away.' })
  readonly registrationClosesAt?: Date | null;
}

@InputType({ description: 'A skill whose registration opens.' })
export class OpenRegistrationInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version that you saw.' })
  readonly version: number;
}

@InputType({ description: 'A round to add to a skill.' })
export class AddRoundInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsInt()
  @Min(1)
  @Max(100)
  @Field(() => Int, { description: '1 for the first.' })
  readonly position: number;

  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  readonly name: LocalizedTextInput;

  @IsOptional()
  @IsString()
  @Field(() => CalendarDate, { nullable: true, description: 'Its day.' })
  readonly day?: string | null;
}

@InputType({ description: 'A panel to add to a skill.' })
export class AddPanelInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsString()
  @MaxLength(40)
  @Field(() => String, { description: 'Its id in the scheme.' })
  readonly code: string;

  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  readonly name: LocalizedTextInput;

  @ArrayMinSize(1)
  @ArrayMaxSize(60)
  @IsString({ each: true })
  @MaxLength(20, { each: true })
  @Field(() => [String], { description: 'Names of its seats.' })
  readonly seats: readonly string[];
}

@InputType({ description: 'A judge for a seat.' })
export class SeatJudgeInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The panel.' })
  readonly panelId: Id;

  @IsString()
  @MaxLength(20)
  @Field(() => String, { description: 'The seat.' })
  readonly seat: string;

  @IsOptional()
  @IsUUID('all')
  @Field(() => ID, { nullable: true, description: 'The judge; null empties the seat.' })
  readonly personId: Id | null;
}

@ObjectType({ description: 'Answer to a change of a skill.' })
export class SkillPayload extends Payload {
  @Field(() => SkillType, { nullable: true, description: 'The skill as it now is.' })
  readonly skill?: SkillType;
}

@ObjectType({ description: 'Answer to addRound.' })
export class RoundPayload extends Payload {
  @Field(() => RoundType, { nullable: true, description: 'The round.' })
  readonly round?: RoundType;
}

@ObjectType({ description: 'Answer to a change of a panel.' })
export class PanelPayload extends Payload {
  @Field(() => PanelType, { nullable: true, description: 'The panel as it now is.' })
  readonly panel?: PanelType;
}
