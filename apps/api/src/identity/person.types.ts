import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Id } from '#kernel';

export const Sexes = { female: 'female', male: 'male' } as const;
registerEnumType(Sexes, {
  name: 'Sex',
  description: 'Sex as in a person’s papers.',
  valuesMap: { female: { description: 'Female.' }, male: { description: 'Male.' } },
});

@ObjectType('PersonDetails', { description: 'What only a person’s administrators and the person may see.' })
export class PersonDetailsType {
  @Field(() => Sexes, { nullable: true, description: 'Sex, null when not known.' })
  readonly sex: 'female' | 'male' | null;

  @Field(() => Int, { nullable: true, description: 'Year of birth, null when not known.' })
  readonly birthYear: number | null;

  @Field(() => String, { nullable: true, description: 'Stars and the last four places of the identity number; null when there is none.' })
  readonly maskedIdNumber: string | null;
}

@ObjectType('Person', { description: 'A person of the tenant, with or without an account.' })
export class PersonType {
  @Field(() => ID, { description: 'Id of the person.' })
  readonly id: Id;

  @Field(() => String, { description: 'Name as in their papers.' })
  readonly name: string;

  @Field(() => String, { nullable: true, description: 'Name in Latin letters, null when nobody gave one.' })
  readonly nameLatin: string | null;

  @Field(() => Int, { description: 'Grows with every change; a change names the version it saw.' })
  readonly version: number;

  readonly organisationId: Id | null;
}
