import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import { type Actor, DomainError, type Id, type LocalizedText, newId } from '#kernel';
import { faultsOfText, isDay, refuseFaults } from '../competition/competition.rules.js';
import { requireEditable } from '../skill/skill.rules.js';
import { Skills } from '../skill/skill.service.js';
import type { Round } from './round.entity.js';
import { RoundRepository } from './round.repository.js';

export type AddRound = {
  readonly skillId: Id;
  /** From 1 to 100, unique in the skill. */
  readonly position: number;
  readonly name: LocalizedText;
  readonly day?: string | null;
};

@Injectable()
export class Rounds {
  constructor(
    private readonly database: Database,
    private readonly rounds: RoundRepository,
    private readonly skills: Skills,
    private readonly audit: Audit,
  ) {}

  /** Throws FORBIDDEN, NOT_FOUND, SKILL_NOT_EDITABLE, ROUND_POSITION_TAKEN, INVALID_INPUT. */
  add(actor: Actor, input: AddRound): Promise<Round> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.skills.lock(actor.tenantId, input.skillId);
      await this.skills.authoriseOrganiser(actor, skill);
      requireEditable(skill, ['draft', 'registration']);
      const isPosition = Number.isInteger(input.position) && input.position >= 1 && input.position <= 100;
      const day = input.day ?? null;
      refuseFaults([
        ...faultsOfText('name', input.name),
        ...(isPosition ? [] : [{ path: 'position', code: 'OUT_OF_RANGE', params: { min: 1, max: 100 } }]),
        ...(day === null || isDay(day) ? [] : [{ path: 'day', code: 'DAY_INVALID' }]),
      ]);
      const round: Round = { ...input, id: newId(), day };
      await this.#insert(actor.tenantId, round);
      await this.audit.record(actor, 'round.added', { kind: 'round', id: round.id }, { skillId: skill.id, position: round.position });
      return round;
    });
  }

  /** Rounds of several skills, in order; for loaders. */
  forSkills(tenantId: Id, skillIds: readonly Id[]): Promise<readonly Round[]> {
    return this.rounds.forSkills(tenantId, skillIds);
  }

  async #insert(tenantId: Id, round: Round): Promise<void> {
    try {
      await this.rounds.insert(tenantId, round);
    } catch (error) {
      if (violatedConstraint(error) === 'round_tenant_id_skill_id_position_key') {
        throw new DomainError('ROUND_POSITION_TAKEN', { position: round.position });
      }
      throw error;
    }
  }
}
