import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Grants } from '#identity';
import type { Actor } from '#kernel';
import { CurrentActor, type LoaderSet, Loaders } from '../graphql/index.js';
import { GrantPayload, GrantRoleInput, RevokeRoleInput } from './grant.inputs.js';
import { GrantType } from './grant.types.js';
import { OrganisationType } from './organisation.types.js';
import { PersonType } from './person.types.js';

@Resolver(() => GrantType)
export class GrantResolver {
  constructor(private readonly grants: Grants) {}

  @Mutation(() => GrantPayload, { description: 'Gives somebody a role that your own roles carry, within your subtree.' })
  async grantRole(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Who gets what, and where.' }) input: GrantRoleInput,
  ): Promise<GrantPayload> {
    return { grant: await this.grants.grant(actor, input) };
  }

  @Mutation(() => GrantPayload, { description: 'Takes a role away. It ends with the next request of whoever held it.' })
  async revokeRole(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Which grant.' }) input: RevokeRoleInput,
  ): Promise<GrantPayload> {
    return { grant: await this.grants.revoke(actor, input.grantId) };
  }

  @ResolveField(() => OrganisationType, { description: 'The organisation on whose subtree it holds.' })
  organisation(@Parent() { organisationId }: GrantType, @Loaders() { organisations }: LoaderSet): Promise<OrganisationType> {
    return organisations.load(organisationId);
  }

  @ResolveField(() => PersonType, { description: 'Who holds it.' })
  person(@Parent() { personId }: GrantType, @Loaders() { people }: LoaderSet): Promise<PersonType> {
    return people.load(personId);
  }
}
