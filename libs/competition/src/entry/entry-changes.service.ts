import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database } from '#database';
import { Outbox } from '#jobs';
import { type Actor, authorise, DomainError, type Id } from '#kernel';
import { entryChanged } from '../competition.jobs.js';
import { mayEnterFor } from '../competition.policy.js';
import type { Skill } from '../skill/skill.entity.js';
import { requireEditable } from '../skill/skill.rules.js';
import type { Entry, EntryStatus } from './entry.entity.js';
import { EntryRepository } from './entry.repository.js';
import { requireRegistration, requireRoom, usesRoom, withdraw } from './entry.rules.js';
import { Entries } from './entry.service.js';

export type ChangeEntry = { readonly entryId: Id; readonly version: number };

@Injectable()
export class EntryChanges {
  constructor(
    private readonly database: Database,
    private readonly entries: Entries,
    private readonly repository: EntryRepository,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** Out of the competition: organisers until marking is locked, enterprises while registration is open. Throws CONFLICT, ENTRY_NOT_WITHDRAWABLE. */
  withdraw(actor: Actor, { entryId, version }: ChangeEntry): Promise<Entry> {
    return this.database.transaction(actor.tenantId, async () => {
      const { entry, skill, isOrganiser } = await this.entries.lockFor(actor, entryId, version);
      if (isOrganiser) requireEditable(skill);
      else {
        authorise(mayEnterFor(actor, [entry.organisationId]));
        requireRegistration(skill, 'enterprise');
      }
      return this.#saveStatus(actor, 'entry.withdrawn', withdraw(entry));
    });
  }

  /** Official, guest, absent, disqualified or withdrawn, by the organiser until marking is locked. Throws CONFLICT, SKILL_NOT_EDITABLE, ENTRIES_LIMIT_REACHED. */
  changeStatus(actor: Actor, { entryId, version, status }: ChangeEntry & { readonly status: EntryStatus }): Promise<Entry> {
    return this.database.transaction(actor.tenantId, async () => {
      const { entry, skill, isOrganiser } = await this.entries.lockFor(actor, entryId, version);
      authorise(isOrganiser);
      requireEditable(skill);
      if (usesRoom(status) && !usesRoom(entry.status)) await this.#requireRoom(actor.tenantId, skill, entry);
      return this.#saveStatus(actor, 'entry.statusChanged', { ...entry, status });
    });
  }

  async #saveStatus(actor: Actor, action: string, entry: Entry): Promise<Entry> {
    const saved = await this.repository.replaceStatus(actor.tenantId, entry);
    if (saved === null) throw new DomainError('CONFLICT', { version: (await this.repository.find(actor.tenantId, entry.id)).version });
    await this.audit.record(
      actor,
      action,
      { kind: 'entry', id: entry.id },
      { skillId: entry.skillId, bib: entry.bib, status: entry.status },
    );
    await this.outbox.add(entryChanged, { skillId: entry.skillId, entryId: entry.id });
    return saved;
  }

  async #requireRoom(tenantId: Id, skill: Skill, { organisationId }: Entry): Promise<void> {
    if (organisationId === null) return;
    const used = await this.repository.roomUsed(tenantId, skill.id, [organisationId]);
    requireRoom(skill.entriesPerOrganisation, used.get(organisationId) ?? 0);
  }
}
