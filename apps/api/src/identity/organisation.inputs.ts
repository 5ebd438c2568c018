import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsString, IsUUID, MaxLength, Min, ValidateNested } from 'class-validator';
import { ORGANISATION_KINDS, ORGANISATION_LEVELS, type OrganisationKind, type OrganisationLevel } from '#identity';
import type { Id } from '#kernel';
import { LocalizedTextInput, Payload } from '../graphql/index.js';
import { OrganisationKinds, OrganisationLevels, OrganisationType } from './organisation.types.js';

@InputType({ description: 'An organisation to add to the tree.' })
export class AddOrganisationInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The organisation it stands beneath.' })
  readonly parentId: Id;

  @IsIn(ORGANISATION_KINDS)
  @Field(() => OrganisationKinds, { description: 'What it is.' })
  readonly kind: OrganisationKind;

  @IsIn(ORGANISATION_LEVELS)
  @Field(() => OrganisationLevels, { description: 'How high it stands; not higher than its parent.' })
  readonly level: OrganisationLevel;

  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  @Field(() => String, { description: 'Its code, unique in the tenant, 1 to 40 characters.' })
  readonly code: string;

  @ValidateNested()
  @Type(() => LocalizedTextInput)
  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  readonly name: LocalizedTextInput;
}

@InputType({ description: 'An organisation to hang under another parent, with all beneath it.' })
export class MoveOrganisationInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The organisation to move.' })
  readonly id: Id;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The version that you saw.' })
  readonly version: number;

  @IsUUID('all')
  @Field(() => ID, { description: 'Its new parent.' })
  readonly parentId: Id;
}

@ObjectType({ description: 'Answer to a change of the tree.' })
export class OrganisationPayload extends Payload {
  @Field(() => OrganisationType, { nullable: true, description: 'The organisation as it now is.' })
  readonly organisation?: OrganisationType;
}
