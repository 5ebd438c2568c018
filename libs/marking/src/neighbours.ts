import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Competitions, Entries, Panels, type Skill, Skills } from '#competition';
import { Outbox } from '#jobs';
import type { Id } from '#kernel';

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

  /** Throws NOT_FOUND. */
  async skill(tenantId: Id, skillId: Id): Promise<SkillInPlace> {
    return this.#inPlace(tenantId, await this.skills.find(tenantId, skillId));
  }

  /** As `skill`, held until the ambient transaction ends. */
  async lockSkill(tenantId: Id, skillId: Id): Promise<SkillInPlace> {
    return this.#inPlace(tenantId, await this.skills.lock(tenantId, skillId));
  }

  async #inPlace(tenantId: Id, skill: Skill): Promise<SkillInPlace> {
    const { organisationId } = await this.competitions.find(tenantId, skill.competitionId);
    return { ...skill, organisationId };
  }
}
