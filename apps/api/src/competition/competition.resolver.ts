import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Competition, Competitions, type Skill } from '#competition';
import type { Organisation } from '#identity';
import { type Actor, DomainError, type Id } from '#kernel';
import {
  asked,
  type Connection,
  CurrentActor,
  connectionOf,
  type LoaderSet,
  Loaders,
  localizedTextOf,
  PageArgs,
  toConnection,
} from '../graphql/index.js';
import { OrganisationType } from '../identity/organisation.types.js';
import { CompetitionPayload, CompetitionStepInput, CreateCompetitionInput, UpdateCompetitionInput } from './competition.inputs.js';
import { CompetitionType } from './competition.types.js';
import { SkillType } from './skill.types.js';

const CompetitionConnection = connectionOf(CompetitionType, 'Competition');

@Resolver(() => CompetitionType)
export class CompetitionResolver {
  constructor(private readonly competitions: Competitions) {}

  @Query(() => CompetitionType, { description: 'One competition, by its id or by its part of public addresses.' })
  competition(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, nullable: true, description: 'Its id.' }) id?: Id,
    @Args('slug', { type: () => String, nullable: true, description: 'Or its part of public addresses.' }) slug?: string,
  ): Promise<Competition> {
    return this.competitions.see(actor, wanted(id, slug));
  }

  @Query(() => CompetitionConnection, {
    name: 'competitions',
    description: 'Competitions, the newest first; drafts for their officials only.',
  })
  async competitionsPage(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Connection<Competition>> {
    return toConnection(await this.competitions.list(actor, asked(page)), page.after);
  }

  @Mutation(() => CompetitionPayload, { description: 'Creates a draft of a competition.' })
  async createCompetition(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The competition.' }) { timeZone, ...input }: CreateCompetitionInput,
  ): Promise<CompetitionPayload> {
    const zone = timeZone ? { timeZone } : {};
    return { competition: await this.competitions.create(actor, { ...input, ...zone, name: localizedTextOf(input.name) }) };
  }

  @Mutation(() => CompetitionPayload, { description: 'Changes a competition.' })
  async updateCompetition(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What changes.' }) { name, slug, level, startsOn, endsOn, ...step }: UpdateCompetitionInput,
  ): Promise<CompetitionPayload> {
    const changes = {
      ...(name ? { name: localizedTextOf(name) } : {}),
      ...(slug ? { slug } : {}),
      ...(level ? { level } : {}),
      ...(startsOn ? { startsOn } : {}),
      ...(endsOn ? { endsOn } : {}),
    };
    return { competition: await this.competitions.update(actor, { ...step, ...changes }) };
  }

  @Mutation(() => CompetitionPayload, { description: 'Shows a competition to everyone and lets its skills take registrations.' })
  async openCompetition(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The competition.' }) input: CompetitionStepInput,
  ): Promise<CompetitionPayload> {
    return { competition: await this.competitions.open(actor, input) };
  }

  @Mutation(() => CompetitionPayload, { description: 'Ends a competition; its results stay.' })
  async closeCompetition(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The competition.' }) input: CompetitionStepInput,
  ): Promise<CompetitionPayload> {
    return { competition: await this.competitions.close(actor, input) };
  }

  @ResolveField(() => OrganisationType, { description: 'Who organises it.' })
  organisation(@Parent() competition: CompetitionType, @Loaders() { organisations }: LoaderSet): Promise<Organisation> {
    return organisations.load(competition.organisationId);
  }

  @ResolveField(() => [SkillType], { description: 'Its skills, by code.' })
  skills(@Parent() competition: CompetitionType, @Loaders() { skillsOfCompetition }: LoaderSet): Promise<readonly Skill[]> {
    return skillsOfCompetition.load(competition.id);
  }
}

function wanted(id?: Id, slug?: string): { readonly id: Id } | { readonly slug: string } {
  if (id) return { id };
  if (slug) return { slug };
  throw new DomainError('INVALID_INPUT', {}, [{ path: 'id', code: 'REQUIRED' }]);
}
