import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { type Id, ROLES, type Role } from '#kernel';
import { Payload } from '../graphql/index.js';
import { GrantType, Roles } from './grant.types.js';

@InputType({ description: 'A role to give.' })
export class GrantRoleInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'Who gets it; not oneself.' })
  readonly personId: Id;

  @IsIn(ROLES)
  @Field(() => Roles, { description: 'The role; one that your own carry.' })
  readonly role: Role;

  @IsUUID('all')
  @Field(() => ID, { description: 'The organisation on whose subtree it holds; within your own.' })
  readonly organisationId: Id;

  @IsOptional()
  @IsUUID('all')
  @Field(() => ID, { nullable: true, description: 'Narrows it to one competition.' })
  readonly competitionId?: Id | null;
}

@InputType({ description: 'A role to take away.' })
export class RevokeRoleInput {
  @IsUUID('all')
  @Field(() => ID, { description: 'The grant.' })
  readonly grantId: Id;
}

@ObjectType({ description: 'Answer to grantRole and revokeRole.' })
export class GrantPayload extends Payload {
  @Field(() => GrantType, { nullable: true, description: 'The grant, as given or as it was before it was taken away.' })
  readonly grant?: GrantType;
}
