import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { type Membership, People, Sessions } from '#identity';
import type { Actor, LocalizedText } from '#kernel';
import { LocalizedTextType, MaybeActor } from '../graphql/index.js';
import { PersonType } from './person.types.js';

@ObjectType('Membership', { description: 'A tenant to which your account belongs.' })
export class MembershipType {
  @Field(() => String, { description: 'Name of the tenant in addresses; send it as header `guildhall-tenant`.' })
  readonly slug: string;

  @Field(() => LocalizedTextType, { description: 'Name of its root union.' })
  readonly name: LocalizedText;
}

@ObjectType('Me', { description: 'Who you are.' })
export class MeType {
  @Field(() => PersonType, { description: 'You, as a person of the tenant that the request is about, with your roles.' })
  readonly person: PersonType;

  @Field(() => [MembershipType], { description: 'Every tenant to which your account belongs.' })
  readonly memberships: readonly Membership[];
}

@Resolver(() => MeType)
export class MeResolver {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
  ) {}

  @Query(() => MeType, { nullable: true, description: 'Who you are; null when you are not signed in.' })
  async me(@MaybeActor() actor: Actor | null): Promise<MeType | null> {
    if (actor?.kind !== 'person') return null;
    const [person, memberships] = await Promise.all([
      this.people.find(actor.tenantId, actor.personId),
      this.sessions.membershipsOf(actor.userId),
    ]);
    return { person, memberships };
  }
}
