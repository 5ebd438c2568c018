import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { Organisations, People } from '#identity';
import { type Actor, DomainError, type Id, type ProblemDetail } from '#kernel';
import { openWorkbook } from '#workbook';
import { Skills } from '../skill/skill.service.js';
import { type ListedEntry, type ListedRow, readEntryList } from './entry-list.rules.js';
import { type ImportedEntry, Registrations } from './registration.service.js';

export type ImportEntryList = { readonly skillId: Id; readonly bytes: Uint8Array };

type Accepted = Extract<ListedRow, { readonly kind: 'accepted' }>;

/** Registration lists in Excel or CSV. */
@Injectable()
export class EntryLists {
  constructor(
    private readonly database: Database,
    private readonly skills: Skills,
    private readonly registrations: Registrations,
    private readonly organisations: Organisations,
    private readonly people: People,
  ) {}

  /**
   * Enters everyone of a list, with a person for each name, or nobody: ENTRY_LIST_FAULTY names every cell or row that is wrong.
   * Organisations are found by code or name. Answers with how many entered.
   * Throws FORBIDDEN and NOT_FOUND before the file is opened, WORKBOOK_* when it is no list, and as `Registrations.importAll`.
   */
  async importFile(actor: Actor, { skillId, bytes }: ImportEntryList): Promise<number> {
    await this.skills.authoriseOrganiser(actor, await this.skills.find(actor.tenantId, skillId));
    const rows = readEntryList(await openWorkbook(bytes));
    refuse(rows.flatMap((row) => (row.kind === 'refused' ? row.problems : [])));
    const accepted = rows.filter((row) => row.kind === 'accepted');
    return this.database.transaction(actor.tenantId, async () => {
      const organisationIds = await this.#organisationIds(actor.tenantId, accepted);
      const entries = await this.#withPeople(actor, accepted, organisationIds);
      await this.#enter(actor, skillId, accepted, entries);
      return entries.length;
    });
  }

  /** The organisation of each row, in order. */
  async #organisationIds(tenantId: Id, rows: readonly Accepted[]): Promise<readonly Id[]> {
    const written = [...new Set(rows.map(({ entry }) => entry.organisation))];
    const byCode = new Map((await this.organisations.byCodes(tenantId, written)).map(({ code, id }) => [code, id]));
    const named = await this.organisations.byNames(tenantId, written);
    const faults: ProblemDetail[] = [];
    const ids = rows.map(({ entry: { organisation }, place }) => {
      const called = named.filter(({ name }) => name['zh-CN'] === organisation || name.en === organisation).map(({ id }) => id);
      const [id, another] = byCode.has(organisation) ? [byCode.get(organisation)] : called;
      if (id !== undefined && another === undefined) return id;
      const code = id === undefined ? 'ENTRY_ORGANISATION_UNKNOWN' : 'ENTRY_ORGANISATION_AMBIGUOUS';
      faults.push({ path: place, code, params: { organisation } });
      return '';
    });
    refuse(faults);
    return ids;
  }

  /** The entries with a person for each competitor and team member. */
  async #withPeople(actor: Actor, rows: readonly Accepted[], organisationIds: readonly Id[]): Promise<readonly ImportedEntry[]> {
    const wanted = rows.map(({ entry }, at) => ({ entry, organisationId: organisationIds[at] ?? null }));
    const persons = await this.people.addMany(
      actor,
      wanted.flatMap(({ entry, organisationId }) => namesOf(entry).map((name) => ({ organisationId, name }))),
    );
    const ids = persons.map(({ id }) => id);
    return wanted.map(({ entry, organisationId }) => ({
      kind: entry.kind,
      status: entry.status,
      name: entry.name,
      bib: entry.bib,
      organisationId,
      personIds: ids.splice(0, namesOf(entry).length),
    }));
  }

  /** What the list cannot know (numbers taken, limits used up) is told by the row of the list. */
  async #enter(actor: Actor, skillId: Id, rows: readonly Accepted[], entries: readonly ImportedEntry[]): Promise<void> {
    try {
      await this.registrations.importAll(actor, skillId, entries);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'ENTRY_LIST_FAULTY') throw error;
      const details = error.details.map((detail) => ({ ...detail, path: placeOf(rows, detail.path) }));
      throw new DomainError(error.code, error.params, details);
    }
  }
}

/** Whoever stands behind an entry: the competitor, or the members of the team. */
function namesOf(entry: ListedEntry): readonly string[] {
  return entry.kind === 'team' ? entry.members : [entry.name];
}

/** `entries.3.bib` → the place of the row in the file. */
function placeOf(rows: readonly Accepted[], path: string): string {
  return rows[Number(/^entries\.(\d+)/.exec(path)?.[1])]?.place ?? path;
}

function refuse(faults: readonly ProblemDetail[]): void {
  if (faults.length > 0) throw new DomainError('ENTRY_LIST_FAULTY', { count: faults.length }, faults.slice(0, 200));
}
