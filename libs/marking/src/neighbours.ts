import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Competitions, Entries, Panels, type Skill, Skills } from '#competition';
import { Outbox } from '#jobs';
import type { Actor, Id } from '#kernel';

/** A skill with the organisation that its competition belongs to: what marking's policies ask for. */
export type SkillInPlace = Skill & { readonly organisationId: Id };

/** Where a use case leaves word of what it did. */
@Injectable()
export class NewsDesk {
  constructor(
    readonly audit: Audit,
    readonly outbox: Outbox,
  ) {}
}

/** The lower rooms that marking speaks to. */
@Injectable()
export class Neighbours {
  constructor(
    readonly competitions: Competitions,
    readonly skills: Skills,
    readonly entries: Entries,
    readonly panels: Panels,
    readonly news: NewsDesk,
  ) {}

  /** Throws NOT_FOUND, also for a skill of a draft that the actor does not see. */
  async skill(actor: Actor, skillId: Id): Promise<SkillInPlace> {
    return this.#inPlace(actor, await this.skills.find(actor.tenantId, skillId));
  }

  /** As `skill`, held until the ambient transaction ends. */
  async lockSkill(actor: Actor, skillId: Id): Promise<SkillInPlace> {
    return this.#inPlace(actor, await this.skills.lock(actor.tenantId, skillId));
  }

  async #inPlace(actor: Actor, skill: Skill): Promise<SkillInPlace> {
    const { organisationId } = await this.competitions.see(actor, { id: skill.competitionId });
    return { ...skill, organisationId };
  }
}
