import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { Id } from '#kernel';
import { Payload } from '../graphql/index.js';
import { PersonType, Sexes } from './person.types.js';

@InputType({ description: 'A person to register.' })
export class AddPersonInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The organisation they belong to.' })
  readonly organisationId: Id;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  @Field(() => String, { description: 'Name as in their papers; every character must be printable on a certificate.' })
  readonly name: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  @Field(() => String, { nullable: true, description: 'Name in Latin letters.' })
  readonly nameLatin?: string | null;

  @IsOptional()
  @IsIn(Object.keys(Sexes))
  @Field(() => Sexes, { nullable: true, description: 'Sex; follows from the identity number when left out.' })
  readonly sex?: 'female' | 'male' | null;

  @IsOptional()
  @IsInt()
  @Min(1900)
  @Max(2100)
  @Field(() => Int, { nullable: true, description: 'Year of birth; follows from the identity number when left out.' })
  readonly birthYear?: number | null;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  @Field(() => String, { nullable: true, description: 'Resident identity number, 18 places. Kept encrypted and never shown whole again.' })
  readonly idNumber?: string | null;
}

@ObjectType({ description: 'Answer to addPerson.' })
export class AddPersonPayload extends Payload {
  @Field(() => PersonType, { nullable: true, description: 'The person as registered.' })
  readonly person?: PersonType;
}
