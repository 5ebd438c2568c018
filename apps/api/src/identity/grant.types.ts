import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Id, ROLES, type Role } from '#kernel';

export const Roles = Object.fromEntries(ROLES.map((role) => [role, role]));
registerEnumType(Roles, {
  name: 'Role',
  description: 'What a person may be, always on an organisation and all beneath it.',
  valuesMap: {
    union_administrator: { description: 'Administers a union and everything beneath it.' },
    competition_organiser: { description: 'Organises competitions.' },
    chief_judge: { description: 'Leads the judges of a skill.' },
    judge: { description: 'Marks entries.' },
    supervisor: { description: 'Watches over the proceedings and may read them.' },
    encryption_officer: { description: 'Keeps the codes behind which entries are marked.' },
    enterprise_administrator: { description: 'Administers an enterprise and enters its workers.' },
    participant: { description: 'Takes part.' },
  },
});

@ObjectType('Grant', { description: 'A role of a person on the subtree of an organisation.' })
export class GrantType {
  @Field(() => ID, { description: 'Id of the grant.' })
  readonly id: Id;

  @Field(() => Roles, { description: 'The role.' })
  readonly role: Role;

  @Field(() => ID, { nullable: true, description: 'The one competition it is narrowed to; null when it holds for all.' })
  readonly competitionId: Id | null;

  readonly personId: Id;
  readonly organisationId: Id;
}
