import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBase64,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
} from 'class-validator';
import type { Id } from '#kernel';
import type { PublicationStage } from '#marking';
import { Payload } from '../graphql/index.js';
import { PublicationStages, PublicationType } from './result.types.js';
import { SchemeVersionType } from './sheet.types.js';

/** JSON texts stay well below the size of a request. */
const LONGEST_JSON = 900_000;

@InputType({ description: 'A skill as one saw it.' })
export class SkillStepInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version of the skill that you saw.' })
  readonly version: number;
}

@InputType({ description: 'A skill whose marking is opened again.' })
export class ReopenMarkingInput extends SkillStepInput {
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  @Field(() => String, { description: 'Why.' })
  readonly reason: string;
}

@InputType({ description: 'Results to publish.' })
export class PublishResultsInput extends SkillStepInput {
  @IsIn(['provisional', 'final'])
  @Field(() => PublicationStages, { description: 'At which stage.' })
  readonly stage: PublicationStage;
}

@InputType({ description: 'A tie decided by people.' })
export class DecideTieInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @ArrayMinSize(2)
  @ArrayMaxSize(200)
  @IsUUID('all', { each: true })
  @Field(() => [ID], { description: 'The tied entries, best first.' })
  readonly entryIds: readonly Id[];

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  @Field(() => String, { description: 'Why in this order.' })
  readonly reason: string;
}

@InputType({ description: 'A scheme and its rules as JSON; the format is that of competition packages.' })
export class AdoptSchemeInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsString()
  @MaxLength(LONGEST_JSON)
  @Field(() => String, { description: 'The scheme as JSON text.' })
  readonly scheme: string;

  @IsString()
  @MaxLength(LONGEST_JSON)
  @Field(() => String, { description: 'The rule set as JSON text.' })
  readonly rules: string;
}

@InputType({ description: 'A workbook with the sheet `CIS Marking Scheme Import`.' })
export class ImportSchemeInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The skill.' })
  readonly skillId: Id;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @Field(() => String, { description: 'Name of the file.' })
  readonly fileName: string;

  @IsBase64()
  @MaxLength(LONGEST_JSON)
  @Field(() => String, { description: 'The file, base64.' })
  readonly content: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_JSON)
  @Field(() => String, { nullable: true, description: 'The rule set as JSON text; left out: the standard rules.' })
  readonly rules?: string | null;
}

@ObjectType({ description: 'Answer to a new scheme version.' })
export class SchemePayload extends Payload {
  @Field(() => SchemeVersionType, { nullable: true, description: 'The version that was adopted.' })
  readonly schemeVersion?: SchemeVersionType;
}

@ObjectType({ description: 'Answer to a step of a skill’s life.' })
export class SkillStepPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The skill.' })
  readonly skillId?: Id;

  @Field(() => String, { nullable: true, description: 'Where it stands now.' })
  readonly status?: string;

  @Field(() => Int, { nullable: true, description: 'Its version now.' })
  readonly version?: number;
}

@ObjectType({ description: 'Answer to publishResults.' })
export class PublicationPayload extends Payload {
  @Field(() => PublicationType, { nullable: true, description: 'What was published.' })
  readonly publication?: PublicationType;
}
