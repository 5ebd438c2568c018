import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength, Min, ValidateNested } from 'class-validator';
import { COMPETITION_LEVELS, type CompetitionLevel } from '#competition';
import type { Id } from '#kernel';
import { CalendarDate, LocalizedTextInput, Payload } from '../graphql/index.js';
import { CompetitionLevels, CompetitionType } from './competition.types.js';

@InputType({ description: 'A competition to create.' })
export class CreateCompetitionInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The union or enterprise that organises it.' })
  readonly organisationId: Id;

  @IsString()
  @MaxLength(60)
  @Field(() => String, { description: 'Its part of public addresses: 2–60 of a–z, 0–9 and single hyphens.' })
  readonly slug: string;

  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  readonly name: LocalizedTextInput;

  @IsIn(COMPETITION_LEVELS)
  @Field(() => CompetitionLevels, { description: 'How high it stands.' })
  readonly level: CompetitionLevel;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  @Field(() => String, { nullable: true, description: 'IANA zone of its days; Asia/Shanghai unless told.' })
  readonly timeZone?: string | null;

  @IsString()
  @Field(() => CalendarDate, { description: 'Its first day.' })
  readonly startsOn: string;

  @IsString()
  @Field(() => CalendarDate, { description: 'Its last day.' })
  readonly endsOn: string;
}

@InputType({ description: 'A competition as one saw it.' })
export class CompetitionStepInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The competition.' })
  readonly competitionId: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version that you saw.' })
  readonly version: number;
}

@InputType({ description: 'What changes about a competition; what is left out stays as it is.' })
export class UpdateCompetitionInput extends CompetitionStepInput {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  @Field(() => String, { nullable: true, description: 'Its part of public addresses.' })
  readonly slug?: string | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { nullable: true, description: 'Its name.' })
  readonly name?: LocalizedTextInput | null;

  @IsOptional()
  @IsIn(COMPETITION_LEVELS)
  @Field(() => CompetitionLevels, { nullable: true, description: 'How high it stands.' })
  readonly level?: CompetitionLevel | null;

  @IsOptional()
  @IsString()
  @Field(() => CalendarDate, { nullable: true, description: 'Its first day.' })
  readonly startsOn?: string | null;

  @IsOptional()
  @IsString()
  @Field(() => CalendarDate, { nullable: true, description: 'Its last day.' })
  readonly endsOn?: string | null;
}

@ObjectType({ description: 'Answer to a change of a competition.' })
export class CompetitionPayload extends Payload {
  @Field(() => CompetitionType, { nullable: true, description: 'The competition as it now is.' })
  readonly competition?: CompetitionType;
}
