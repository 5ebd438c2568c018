import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import type { Id } from '#kernel';
import { Decimal, Payload } from '../graphql/index.js';
import { SheetType } from './sheet.types.js';

@InputType({ description: 'One mark to enter or to correct.' })
export class MarkInput {
  @IsString()
  @MaxLength(40)
  @Field(() => String, { description: 'Id of the aspect, such as A2.4.' })
  readonly aspect: string;

  @IsOptional()
  @Field(() => Decimal, { nullable: true, description: 'The mark; null records that the judge is absent for this aspect.' })
  readonly value: string | null;

  @Matches(/^(0|[1-9]\d{0,18})$/)
  @Field(() => String, { defaultValue: '0', description: 'Ledger number of the mark that you saw standing, "0" when none was.' })
  readonly last: string;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'Why a standing mark is corrected.' })
  readonly reason?: string | null;
}

@InputType({ description: 'Marks for one sheet: all are stored or none.' })
export class EnterMarksInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The sheet.' })
  readonly sheetId: Id;

  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => MarkInput)
  @Field(() => [MarkInput], { description: 'The marks, 500 at most.' })
  readonly marks: readonly MarkInput[];
}

@InputType({ description: 'A sheet to sign.' })
export class SignSheetInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The sheet.' })
  readonly sheetId: Id;

  @IsInt()
  @Min(0)
  @Field(() => Int, { description: 'The version that you saw.' })
  readonly version: number;
}

@InputType({ description: 'A signed sheet to return to its judge.' })
export class ReturnSheetInput extends SignSheetInput {
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  @Field(() => String, { description: 'Why.' })
  readonly reason: string;
}

@ObjectType({ description: 'Answer to a change of a sheet.' })
export class SheetPayload extends Payload {
  @Field(() => SheetType, { nullable: true, description: 'The sheet as it now is.' })
  readonly sheet?: SheetType;
}
