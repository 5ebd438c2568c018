import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Organisations } from '#identity';
import type { Actor, Id } from '#kernel';
import { asked, CurrentActor, connectionOf, type LoaderSet, Loaders, localizedTextOf, PageArgs, toConnection } from '../graphql/index.js';
import { AddOrganisationInput, MoveOrganisationInput, OrganisationPayload } from './organisation.inputs.js';
import { OrganisationType } from './organisation.types.js';

const OrganisationConnection = connectionOf(OrganisationType, 'Organisation');

@Resolver(() => OrganisationType)
export class OrganisationResolver {
  constructor(private readonly organisations: Organisations) {}

  @Query(() => OrganisationType, { description: 'One organisation, for members of the tenant.' })
  async organisation(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The organisation.' }) id: Id,
  ): Promise<OrganisationType> {
    return this.organisations.show(actor, id);
  }

  @Query(() => OrganisationConnection, { name: 'organisations', description: 'Organisations by code, for members of the tenant.' })
  async listOrganisations(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('parentId', { type: () => ID, nullable: true, description: 'Only its direct children; all of the tenant when left out.' })
    parentId?: Id | null,
  ) {
    return toConnection(await this.organisations.browse(actor, asked(page), parentId ?? null), page.after);
  }

  @Mutation(() => OrganisationPayload, { description: 'Adds an organisation beneath another. For union administrators.' })
  async addOrganisation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to add.' }) input: AddOrganisationInput,
  ): Promise<OrganisationPayload> {
    return { organisation: await this.organisations.add(actor, { ...input, name: localizedTextOf(input.name) }) };
  }

  @Mutation(() => OrganisationPayload, { description: 'Moves an organisation with all beneath it. For administrators of both ends.' })
  async moveOrganisation(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What to move where.' }) input: MoveOrganisationInput,
  ): Promise<OrganisationPayload> {
    return { organisation: await this.organisations.move(actor, input) };
  }

  @ResolveField(() => OrganisationType, { nullable: true, description: 'The organisation it stands beneath; null at the top.' })
  async parent(@Parent() { parentId }: OrganisationType, @Loaders() { organisations }: LoaderSet): Promise<OrganisationType | null> {
    return parentId === null ? null : organisations.load(parentId);
  }
}
