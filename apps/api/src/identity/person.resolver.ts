import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { People } from '#identity';
import type { Actor, Id } from '#kernel';
import { asked, CurrentActor, connectionOf, type LoaderSet, Loaders, PageArgs, toConnection } from '../graphql/index.js';
import { GrantType } from './grant.types.js';
import { OrganisationType } from './organisation.types.js';
import { AddPersonInput, AddPersonPayload } from './person.inputs.js';
import { PersonDetailsType, PersonType } from './person.types.js';

const PersonConnection = connectionOf(PersonType, 'Person');

@Resolver(() => PersonType)
export class PersonResolver {
  constructor(private readonly people: People) {}

  @Query(() => PersonConnection, { name: 'people', description: 'The people whom you may list, in the order of their registration.' })
  async listPeople(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('organisationId', { type: () => ID, nullable: true, description: 'Only those of this organisation and all beneath it.' })
    organisationId?: Id | null,
  ) {
    return toConnection(await this.people.list(actor, asked(page), organisationId ?? null), page.after);
  }

  @Mutation(() => AddPersonPayload, { description: 'Registers a person. For administrators and organisers of the organisation.' })
  async addPerson(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Whom to register.' }) input: AddPersonInput,
  ): Promise<AddPersonPayload> {
    return { person: await this.people.add(actor, input) };
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'The organisation they belong to.' })
  async organisation(@Parent() { organisationId }: PersonType, @Loaders() { organisations }: LoaderSet): Promise<OrganisationType | null> {
    return organisationId === null ? null : organisations.load(organisationId);
  }

  @ResolveField(() => PersonDetailsType, { nullable: true, description: 'Personal details; null for those who may not see them.' })
  details(@Parent() { id }: PersonType, @Loaders() { personDetails }: LoaderSet): Promise<PersonDetailsType | null> {
    return personDetails.load(id);
  }

  @ResolveField(() => [GrantType], { description: 'Their roles, as far as you may see them.' })
  grants(@Parent() { id }: PersonType, @Loaders() { personGrants }: LoaderSet): Promise<readonly GrantType[]> {
    return personGrants.load(id);
  }
}
