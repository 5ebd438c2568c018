import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import { type Actor, authorise, DomainError, type Id, type LocalizedText, newId } from '#kernel';
import type { Competition } from '../competition/competition.entity.js';
import { Competitions } from '../competition/competition.service.js';
import { mayMoveSkill, mayOfficiate, mayOrganise } from '../competition.policy.js';
import type { Skill, SkillStatus } from './skill.entity.js';
import { SkillRepository } from './skill.repository.js';
import { checkSkill, moveSkill, requireEditable } from './skill.rules.js';

export type AddSkill = {
  readonly competitionId: Id;
  readonly code: string;
  readonly name: LocalizedText;
  readonly entriesPerOrganisation?: number | null;
  readonly registrationClosesAt?: Date | null;
};

/** What is left out stays as it is; null takes a limit away. */
export type UpdateSkill = { readonly skillId: Id; readonly version: number } & Partial<Omit<AddSkill, 'competitionId' | 'code'>>;

export type MoveSkill = {
  readonly skillId: Id;
  readonly version: number;
  readonly to: SkillStatus;
  /** Required to reopen marking; kept in the audit trail. */
  readonly reason?: string;
};

export type SkillInSight = {
  readonly skill: Skill;
  readonly competition: Competition;
  readonly isOrganiser: boolean;
  /** Organises, judges or supervises. */
  readonly isOfficial: boolean;
};

@Injectable()
export class Skills {
  constructor(
    private readonly database: Database,
    private readonly skills: SkillRepository,
    private readonly competitions: Competitions,
    private readonly audit: Audit,
  ) {}

  /** Throws FORBIDDEN, NOT_FOUND, INVALID_INPUT, SKILL_CODE_TAKEN. */
  add(actor: Actor, input: AddSkill): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const competition = await this.competitions.see(actor, { id: input.competitionId });
      authorise(mayOrganise(actor, competition));
      const draft = {
        ...input,
        id: newId(),
        entriesPerOrganisation: input.entriesPerOrganisation ?? null,
        registrationClosesAt: input.registrationClosesAt ?? null,
      };
      checkSkill(draft);
      const skill = await this.#insert(actor.tenantId, draft);
      await this.#record(actor, 'skill.added', skill);
      return skill;
    });
  }

  /** Name, limit and closing time, until results are final. Throws CONFLICT, SKILL_NOT_EDITABLE, INVALID_INPUT. */
  update(actor: Actor, { skillId, version, name, entriesPerOrganisation, registrationClosesAt }: UpdateSkill): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const { skill, competition } = await this.#lockFor(actor, skillId, version);
      authorise(mayOrganise(actor, competition));
      requireEditable(skill);
      const changed: Skill = {
        ...skill,
        name: name ?? skill.name,
        entriesPerOrganisation: entriesPerOrganisation === undefined ? skill.entriesPerOrganisation : entriesPerOrganisation,
        registrationClosesAt: registrationClosesAt === undefined ? skill.registrationClosesAt : registrationClosesAt,
      };
      checkSkill(changed);
      return this.#save(actor, 'skill.updated', changed);
    });
  }

  /**
   * One step of the skill's life. Throws SKILL_CANNOT_MOVE, SAME_PERSON (four eyes), REOPEN_NEEDS_REASON (reopening),
   * COMPETITION_NOT_OPEN, CONFLICT, FORBIDDEN.
   */
  move(actor: Actor, { skillId, version, to, reason }: MoveSkill): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const { skill, competition } = await this.#lockFor(actor, skillId, version);
      const moved = moveSkill(skill, { to, personId: actor.kind === 'person' ? actor.personId : null, ...(reason ? { reason } : {}) });
      authorise(mayMoveSkill(actor, competition, skill.status, to));
      if (to === 'registration' && competition.status !== 'open')
        throw new DomainError('COMPETITION_NOT_OPEN', { status: competition.status });
      return this.#save(actor, `skill.${to}`, moved, { from: skill.status, ...(reason ? { reason } : {}) });
    });
  }

  /** For rooms that have already decided who may ask. Throws NOT_FOUND. */
  find(tenantId: Id, id: Id): Promise<Skill> {
    return this.skills.find(tenantId, id);
  }

  /** Holds the skill's row until the ambient transaction ends. Throws NOT_FOUND. */
  lock(tenantId: Id, id: Id): Promise<Skill> {
    return this.skills.lock(tenantId, id);
  }

  /** Null when the competition has no skill of that code. */
  findByCode(tenantId: Id, competitionId: Id, code: string): Promise<Skill | null> {
    return this.skills.findByCode(tenantId, competitionId, code);
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Skill[]> {
    return this.skills.byIds(tenantId, ids);
  }

  /** Skills of several competitions, by code; for loaders. */
  forCompetitions(tenantId: Id, competitionIds: readonly Id[]): Promise<readonly Skill[]> {
    return this.skills.forCompetitions(tenantId, competitionIds);
  }

  /** As the actor may see it: a skill is seen with its competition. Throws NOT_FOUND. */
  async see(actor: Actor, id: Id): Promise<Skill> {
    const skill = await this.skills.find(actor.tenantId, id);
    await this.competitions.see(actor, { id: skill.competitionId });
    return skill;
  }

  /** The skill with its competition, and what the actor is there. Throws NOT_FOUND. */
  async seeWithCompetition(actor: Actor, id: Id): Promise<SkillInSight> {
    const skill = await this.skills.find(actor.tenantId, id);
    const competition = await this.competitions.see(actor, { id: skill.competitionId });
    return { skill, competition, isOrganiser: mayOrganise(actor, competition), isOfficial: mayOfficiate(actor, competition) };
  }

  /** Throws FORBIDDEN unless the actor organises the skill's competition, NOT_FOUND when it is out of sight. */
  async authoriseOrganiser(actor: Actor, skill: Pick<Skill, 'competitionId'>): Promise<void> {
    authorise(mayOrganise(actor, await this.competitions.see(actor, { id: skill.competitionId })));
  }

  async #lockFor(actor: Actor, skillId: Id, version: number) {
    const skill = await this.skills.lock(actor.tenantId, skillId);
    const competition = await this.competitions.see(actor, { id: skill.competitionId });
    if (skill.version !== version) throw new DomainError('CONFLICT', { version: skill.version });
    return { skill, competition };
  }

  async #save(actor: Actor, action: string, skill: Skill, detail: Readonly<Record<string, string>> = {}): Promise<Skill> {
    const saved = await this.skills.replace(actor.tenantId, skill);
    if (saved === null) throw new Error('A locked skill changed its version');
    await this.#record(actor, action, saved, detail);
    return saved;
  }

  async #insert(tenantId: Id, draft: Parameters<SkillRepository['insert']>[1]): Promise<Skill> {
    try {
      return await this.skills.insert(tenantId, draft);
    } catch (error) {
      if (violatedConstraint(error) === 'skill_tenant_id_competition_id_code_key') {
        throw new DomainError('SKILL_CODE_TAKEN', { code: draft.code });
      }
      throw error;
    }
  }

  #record(
    actor: Actor,
    action: string,
    { id, code, status, version }: Skill,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    return this.audit.record(actor, action, { kind: 'skill', id }, { code, status, version, ...detail });
  }
}
