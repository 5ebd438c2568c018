import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database } from '#database';
import { type Actor, authorise, DomainError, type Id, newId, type ProblemDetail } from '#kernel';
import { mayEnterFor, mayEnterForSome } from '../competition.policy.js';
import type { Skill } from '../skill/skill.entity.js';
import { Skills } from '../skill/skill.service.js';
import type { Entry, EntryKind, EntryStatus } from './entry.entity.js';
import { EntryRepository, type NewEntry } from './entry.repository.js';
import { checkMembers, type Registrar, requireRegistration } from './entry.rules.js';
import { type EntryPlan, planEntries, type WantedEntry } from './entry-plan.rules.js';
import { Roster } from './roster.js';

export type RegisterEntry = {
  readonly skillId: Id;
  readonly kind: EntryKind;
  /** One for an individual, the members in their order for a team. */
  readonly personIds: readonly Id[];
  /** A team's name; an individual is shown by the person's own. */
  readonly name?: string | null;
  /** Left out: the organisation of the first person. */
  readonly organisationId?: Id | null;
  /** Organisers only. Left out: official. */
  readonly status?: 'official' | 'guest';
  /** Organisers only. Left out: the lowest free number. */
  readonly bib?: number | null;
};

/** An entry of an import: shown by `name`; people and organisation may be unknown to us. */
export type ImportedEntry = {
  readonly id?: Id;
  readonly kind: EntryKind;
  readonly status: EntryStatus;
  readonly name: string;
  readonly bib?: number | null;
  readonly organisationId?: Id | null;
  readonly personIds?: readonly Id[];
  /** The `id` of a team of the same list that this entry scores for. */
  readonly teamId?: Id | null;
  readonly facts?: Readonly<Record<string, string>>;
};

/** More are counted but not listed. */
const MOST_FAULTS = 200;

@Injectable()
export class Registrations {
  constructor(
    private readonly database: Database,
    private readonly entries: EntryRepository,
    private readonly roster: Roster,
    private readonly skills: Skills,
    private readonly audit: Audit,
  ) {}

  /**
   * Enters a worker or a team: the organiser anyone, an enterprise's administrator only workers of the own subtree.
   * The skill's row is held meanwhile, so that neither numbers nor an organisation's limit can be used twice.
   * Throws FORBIDDEN, NOT_FOUND, REGISTRATION_NOT_OPEN, REGISTRATION_CLOSED, COMPETITION_NOT_OPEN, ENTRIES_LIMIT_REACHED,
   * ENTRY_DUPLICATE, BIB_TAKEN, ENTRY_NEEDS_ONE_PERSON, ENTRY_NEEDS_MEMBERS, NAME_REFUSED.
   */
  register(actor: Actor, input: RegisterEntry): Promise<Entry> {
    return this.database.transaction(actor.tenantId, async () => {
      const { skill, registrar } = await this.#lockForRegistration(actor, input.skillId);
      checkMembers(input.kind, input.personIds);
      const persons = await this.roster.persons(actor.tenantId, input.personIds);
      const organisationId = input.organisationId ?? persons[0]?.organisationId ?? null;
      await this.roster.requireOrganisations(actor.tenantId, organisationId === null ? [] : [organisationId]);
      if (registrar === 'enterprise') {
        const employers = persons.map((person) => person.organisationId);
        if (!mayEnterFor(actor, employers)) throw new DomainError('NOT_FOUND');
        authorise(mayEnterFor(actor, [organisationId]) && input.status !== 'guest' && (input.bib ?? null) === null);
      }
      const name = input.kind === 'person' ? (persons[0]?.name ?? '') : (input.name ?? '');
      const wanted = { ...input, name, organisationId, status: input.status ?? 'official' } as const;
      const plan = await this.#store(actor.tenantId, skill, [wanted]);
      if (plan.faults.length > 0) throw refusalOfOne(plan.faults);
      const [entry] = await this.entries.byIds(
        actor.tenantId,
        plan.entries.map(({ id }) => id),
      );
      if (entry === undefined) throw new Error('An entry was stored but not returned');
      await this.audit.record(
        actor,
        'entry.registered',
        { kind: 'entry', id: entry.id },
        { skillId: skill.id, bib: entry.bib, status: entry.status },
      );
      return entry;
    });
  }

  /**
   * Enters a whole list at once, or nothing of it. Throws FORBIDDEN, SKILL_NOT_EDITABLE, ENTRIES_LIMIT_REACHED, ENTRY_DUPLICATE,
   * BIB_TAKEN, NAME_REFUSED (with the path of the row).
   */
  importAll(actor: Actor, skillId: Id, entries: readonly ImportedEntry[]): Promise<readonly NewEntry[]> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.skills.lock(actor.tenantId, skillId);
      await this.skills.authoriseOrganiser(actor, skill);
      requireRegistration(skill, 'organiser');
      await this.roster.requireOrganisations(
        actor.tenantId,
        entries.flatMap(({ organisationId }) => organisationId ?? []),
      );
      await this.roster.persons(
        actor.tenantId,
        entries.flatMap(({ personIds }) => personIds ?? []),
      );
      const plan = await this.#store(actor.tenantId, skill, entries);
      if (plan.faults.length > 0)
        throw new DomainError('ENTRY_LIST_FAULTY', { count: plan.faults.length }, plan.faults.slice(0, MOST_FAULTS));
      await this.audit.record(actor, 'entries.imported', { kind: 'skill', id: skillId }, { count: plan.entries.length });
      return plan.entries;
    });
  }

  async #lockForRegistration(actor: Actor, skillId: Id): Promise<{ readonly skill: Skill; readonly registrar: Registrar }> {
    const skill = await this.skills.lock(actor.tenantId, skillId);
    const { competition, isOrganiser } = await this.skills.seeWithCompetition(actor, skillId);
    const registrar = isOrganiser ? 'organiser' : 'enterprise';
    if (registrar === 'enterprise') authorise(mayEnterForSome(actor));
    requireRegistration(skill, registrar);
    if (registrar === 'enterprise' && competition.status !== 'open') {
      throw new DomainError('COMPETITION_NOT_OPEN', { status: competition.status });
    }
    return { skill, registrar };
  }

  async #store(tenantId: Id, skill: Skill, wanted: readonly ImportedEntry[]): Promise<EntryPlan> {
    const organisationIds = [...new Set(wanted.flatMap(({ organisationId }) => organisationId ?? []))];
    const persons = await this.entries.withPersons(
      tenantId,
      skill.id,
      wanted.flatMap(({ personIds }) => personIds ?? []),
    );
    const plan = planEntries(
      {
        skillId: skill.id,
        limit: skill.entriesPerOrganisation,
        bibs: await this.entries.bibsOf(tenantId, skill.id),
        roomUsed: await this.entries.roomUsed(tenantId, skill.id, organisationIds),
        bibOfPerson: new Map(persons.map(({ personId, bib }) => [personId, bib])),
      },
      wanted.map(completed),
    );
    if (plan.faults.length === 0) await this.entries.insertAll(tenantId, skill.id, plan.entries);
    return plan;
  }
}

function completed(entry: ImportedEntry): WantedEntry {
  return {
    ...entry,
    id: entry.id ?? newId(),
    bib: entry.bib ?? null,
    organisationId: entry.organisationId ?? null,
    personIds: entry.personIds ?? [],
    teamId: entry.teamId ?? null,
    facts: entry.facts ?? {},
  };
}

/** A single entry is refused with the code of its first fault; its paths lose the index. */
function refusalOfOne(faults: readonly ProblemDetail[]): DomainError {
  const details = faults.map((fault) => ({ ...fault, path: fault.path.replace(/^entries\.0\./, '') }));
  const [first] = details;
  return new DomainError(first?.code ?? 'INVALID_INPUT', first?.params ?? {}, details);
}
