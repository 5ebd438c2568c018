import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Competition, type Conflict, type Panel, Panels, type Round, Rounds, type Skill, Skills } from '#competition';
import type { Actor, Id } from '#kernel';
import { CurrentActor, type LoaderSet, Loaders, localizedTextOf } from '../graphql/index.js';
import { CompetitionType } from './competition.types.js';
import {
  AddPanelInput,
  AddRoundInput,
  AddSkillInput,
  OpenRegistrationInput,
  PanelPayload,
  RoundPayload,
  SeatJudgeInput,
  SkillPayload,
  UpdateSkillInput,
} from './skill.inputs.js';
import { JudgeConflictType, PanelType, RoundType, SkillType } from './skill.types.js';

@Resolver(() => SkillType)
export class SkillResolver {
  constructor(
    private readonly skills: Skills,
    private readonly rounds: Rounds,
    private readonly panels: Panels,
  ) {}

  @Query(() => SkillType, { description: 'One skill.' })
  skill(@CurrentActor() actor: Actor, @Args('id', { type: () => ID, description: 'The skill.' }) id: Id): Promise<Skill> {
    return this.skills.see(actor, id);
  }

  @Query(() => [JudgeConflictType], { description: 'Judges whose own organisation has entries in the skill, for its organisers.' })
  judgeConflicts(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
  ): Promise<readonly Conflict[]> {
    return this.panels.conflicts(actor, skillId);
  }

  @Mutation(() => SkillPayload, { description: 'Adds a skill to a competition.' })
  async addSkill(@CurrentActor() actor: Actor, @Args('input', { description: 'The skill.' }) input: AddSkillInput): Promise<SkillPayload> {
    return { skill: await this.skills.add(actor, { ...input, name: localizedTextOf(input.name) }) };
  }

  @Mutation(() => SkillPayload, { description: 'Changes a skill until its results are final.' })
  async updateSkill(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'What changes.' }) { name, ...input }: UpdateSkillInput,
  ): Promise<SkillPayload> {
    return { skill: await this.skills.update(actor, { ...input, ...(name ? { name: localizedTextOf(name) } : {}) }) };
  }

  @Mutation(() => SkillPayload, { description: 'Opens registration for a skill.' })
  async openRegistration(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The skill.' }) input: OpenRegistrationInput,
  ): Promise<SkillPayload> {
    return { skill: await this.skills.move(actor, { ...input, to: 'registration' }) };
  }

  @Mutation(() => RoundPayload, { description: 'Adds a round to a skill.' })
  async addRound(@CurrentActor() actor: Actor, @Args('input', { description: 'The round.' }) input: AddRoundInput): Promise<RoundPayload> {
    return { round: await this.rounds.add(actor, { ...input, name: localizedTextOf(input.name) }) };
  }

  @Mutation(() => PanelPayload, { description: 'Adds a panel with empty seats to a skill.' })
  async addPanel(@CurrentActor() actor: Actor, @Args('input', { description: 'The panel.' }) input: AddPanelInput): Promise<PanelPayload> {
    return { panel: await this.panels.add(actor, { ...input, name: localizedTextOf(input.name) }) };
  }

  @Mutation(() => PanelPayload, { description: 'Puts a judge on a seat, or empties it.' })
  async seatJudge(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The seat and the judge.' }) input: SeatJudgeInput,
  ): Promise<PanelPayload> {
    return { panel: await this.panels.seat(actor, input) };
  }

  @ResolveField(() => CompetitionType, { description: 'The competition that it belongs to.' })
  competition(@Parent() skill: SkillType, @Loaders() { competitions }: LoaderSet): Promise<Competition> {
    return competitions.load(skill.competitionId);
  }

  @ResolveField('rounds', () => [RoundType], { description: 'Its rounds in order.' })
  roundsOf(@Parent() skill: SkillType, @Loaders() { roundsOfSkill }: LoaderSet): Promise<readonly Round[]> {
    return roundsOfSkill.load(skill.id);
  }

  @ResolveField('panels', () => [PanelType], { description: 'Its judging panels by code.' })
  panelsOf(@Parent() skill: SkillType, @Loaders() { panelsOfSkill }: LoaderSet): Promise<readonly Panel[]> {
    return panelsOfSkill.load(skill.id);
  }

  @ResolveField(() => Int, { description: 'How many entries it has.' })
  async entryCount(@Parent() skill: SkillType, @Loaders() { entryCountOfSkill }: LoaderSet): Promise<number> {
    return (await entryCountOfSkill.load(skill.id)) ?? 0;
  }
}
