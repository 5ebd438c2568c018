import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { type Actor, DomainError, type Id } from '#kernel';
import { Ledger, type LedgerReport, MarkingStages, Publications, Schemes, type SchemeVersion } from '#marking';
import { CurrentActor } from '../graphql/index.js';
import { LedgerStateType, SchemeVersionType } from './sheet.types.js';
import {
  AdoptSchemeInput,
  DecideTieInput,
  ImportSchemeInput,
  PublicationPayload,
  PublishResultsInput,
  ReopenMarkingInput,
  SchemePayload,
  SkillStepInput,
  SkillStepPayload,
} from './stage.inputs.js';

@Resolver()
export class StageResolver {
  constructor(
    private readonly schemes: Schemes,
    private readonly stages: MarkingStages,
    private readonly publications: Publications,
    private readonly ledger: Ledger,
  ) {}

  @Query(() => SchemeVersionType, { nullable: true, description: 'The newest scheme of a skill, for the officials of the competition.' })
  scheme(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'The skill.' }) skillId: Id,
  ): Promise<SchemeVersion | null> {
    return this.schemes.see(actor, skillId);
  }

  @Query(() => LedgerStateType, { description: 'Checks the whole ledger of a skill’s competition against its seals and published heads.' })
  ledgerState(
    @CurrentActor() actor: Actor,
    @Args('skillId', { type: () => ID, description: 'A skill of the competition.' }) skillId: Id,
  ): Promise<LedgerReport> {
    return this.ledger.inspect(actor, skillId);
  }

  @Mutation(() => SchemePayload, { description: 'Adopts a scheme and its rules as the next version of a skill.' })
  async adoptScheme(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'Scheme and rules.' }) { skillId, scheme, rules }: AdoptSchemeInput,
  ): Promise<SchemePayload> {
    return { schemeVersion: await this.schemes.adopt(actor, { skillId, scheme: parsed(scheme, 'scheme'), rules: parsed(rules, 'rules') }) };
  }

  @Mutation(() => SchemePayload, { description: 'Adopts the scheme of a workbook, all or nothing.' })
  async importScheme(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The file.' }) { skillId, fileName, content, rules }: ImportSchemeInput,
  ): Promise<SchemePayload> {
    const chosen = rules ? { rules: parsed(rules, 'rules') } : {};
    return {
      schemeVersion: await this.schemes.importWorkbook(actor, { skillId, fileName, bytes: Buffer.from(content, 'base64'), ...chosen }),
    };
  }

  @Mutation(() => SkillStepPayload, { description: 'Freezes the scheme and opens marking.' })
  async openMarking(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The skill.' }) input: SkillStepInput,
  ): Promise<SkillStepPayload> {
    return stepped(await this.stages.open(actor, input));
  }

  @Mutation(() => SkillStepPayload, { description: 'The chief judge locks the marks of a skill once every sheet is signed.' })
  async lockMarks(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The skill.' }) input: SkillStepInput,
  ): Promise<SkillStepPayload> {
    return stepped(await this.stages.lock(actor, input));
  }

  @Mutation(() => SkillStepPayload, { description: 'A supervisor, never the person who locked them, confirms locked marks.' })
  async confirmMarks(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The skill.' }) input: SkillStepInput,
  ): Promise<SkillStepPayload> {
    return stepped(await this.stages.check(actor, input));
  }

  @Mutation(() => SkillStepPayload, { description: 'Opens locked marks again, with a reason.' })
  async reopenMarking(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The skill and the reason.' }) input: ReopenMarkingInput,
  ): Promise<SkillStepPayload> {
    return stepped(await this.stages.reopen(actor, input));
  }

  @Mutation(() => SkillStepPayload, { description: 'Records the human decision of a tie.' })
  async decideTie(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The order and the reason.' }) input: DecideTieInput,
  ): Promise<SkillStepPayload> {
    await this.stages.decideTie(actor, input);
    return { skillId: input.skillId };
  }

  @Mutation(() => PublicationPayload, { description: 'Publishes checked standings as provisional, or provisional ones as final.' })
  async publishResults(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The skill and the stage.' }) input: PublishResultsInput,
  ): Promise<PublicationPayload> {
    return { publication: await this.publications.publish(actor, input) };
  }
}

function stepped(skill: { readonly id: Id; readonly status: string; readonly version: number }): SkillStepPayload {
  return { skillId: skill.id, status: skill.status, version: skill.version };
}

/** JSON text of an input. Throws INVALID_INPUT with the field's name. */
function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('INVALID_INPUT', {}, [{ path: `input.${path}`, code: 'NOT_JSON' }]);
  }
}
