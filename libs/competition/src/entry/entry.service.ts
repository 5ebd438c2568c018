import { Injectable } from '@nestjs/common';
import { type Actor, DomainError, type Id, type PageOf, type PageRequest } from '#kernel';
import { entriesInSight, ownEnterprises } from '../competition.policy.js';
import type { Skill } from '../skill/skill.entity.js';
import { Skills } from '../skill/skill.service.js';
import type { Entry, EntryMember, EntryWithPeople } from './entry.entity.js';
import { EntryRepository } from './entry.repository.js';
import { Roster } from './roster.js';

@Injectable()
export class Entries {
  constructor(
    private readonly entries: EntryRepository,
    private readonly roster: Roster,
    private readonly skills: Skills,
  ) {}

  /** By number: all for officials, their own organisations' for enterprises, their own for participants. Throws NOT_FOUND, CURSOR_INVALID. */
  async list(actor: Actor, skillId: Id, page: PageRequest): Promise<PageOf<Entry>> {
    const { competition } = await this.skills.seeWithCompetition(actor, skillId);
    return this.entries.listPage(actor.tenantId, skillId, entriesInSight(actor, competition), page);
  }

  /** As the actor may see it. Throws NOT_FOUND. */
  async see(actor: Actor, id: Id): Promise<Entry> {
    const entry = await this.entries.find(actor.tenantId, id);
    const { competition } = await this.skills.seeWithCompetition(actor, entry.skillId);
    const sight = entriesInSight(actor, competition);
    const isOwnOrganisation = entry.organisationId !== null && sight.organisationIds.includes(entry.organisationId);
    if (sight.all || isOwnOrganisation) return entry;
    const members = await this.entries.membersOf(actor.tenantId, [id]);
    if (!members.some(({ personId }) => personId === sight.personId)) throw new DomainError('NOT_FOUND');
    return entry;
  }

  /** For rooms that have already decided who may ask. Throws NOT_FOUND. */
  find(tenantId: Id, id: Id): Promise<Entry> {
    return this.entries.find(tenantId, id);
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Entry[]> {
    return this.entries.byIds(tenantId, ids);
  }

  /** Every entry of the skill by number, as it is stored: what scoring needs of a large field. */
  field(tenantId: Id, skillId: Id): Promise<readonly Entry[]> {
    return this.entries.forSkill(tenantId, skillId);
  }

  /** Every entry of the skill by number, with its people and organisation by name. */
  async forSkill(tenantId: Id, skillId: Id): Promise<readonly EntryWithPeople[]> {
    const entries = await this.entries.forSkill(tenantId, skillId);
    return this.roster.describe(tenantId, entries, await this.entries.membersOfSkill(tenantId, skillId));
  }

  /** How many entries each of the skills has; a skill without any is missing. */
  countForSkills(tenantId: Id, skillIds: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
    return this.entries.countForSkills(tenantId, skillIds);
  }

  /** How many entries the actor's own enterprises have in each of the skills; a skill without any is missing. */
  async countOwnOrganisations(actor: Actor, skillIds: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
    const organisationIds = ownEnterprises(actor);
    return organisationIds.length === 0 ? new Map() : this.entries.countOfOrganisations(actor.tenantId, skillIds, organisationIds);
  }

  /** Members of several entries, in order; for loaders. */
  membersOf(tenantId: Id, entryIds: readonly Id[]): Promise<readonly EntryMember[]> {
    return this.entries.membersOf(tenantId, entryIds);
  }

  /** A person's entries in all skills, newest first. */
  forPerson(tenantId: Id, personId: Id): Promise<readonly Entry[]> {
    return this.entries.forPerson(tenantId, personId);
  }

  /**
   * Holds the entry's skill until the ambient transaction ends, and reads the entry after that.
   * Throws NOT_FOUND (also when the actor may not see it), CONFLICT.
   */
  async lockFor(
    actor: Actor,
    entryId: Id,
    version: number,
  ): Promise<{ readonly entry: Entry; readonly skill: Skill; readonly isOrganiser: boolean }> {
    const seen = await this.see(actor, entryId);
    const skill = await this.skills.lock(actor.tenantId, seen.skillId);
    const { isOrganiser } = await this.skills.seeWithCompetition(actor, seen.skillId);
    const entry = await this.entries.find(actor.tenantId, entryId);
    if (entry.version !== version) throw new DomainError('CONFLICT', { version: entry.version });
    return { entry, skill, isOrganiser };
  }
}
