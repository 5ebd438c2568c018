import type { Id, ProblemDetail } from '#kernel';
import { checkNameGlyphs } from '#typeface';
import type { EntryKind, EntryStatus } from './entry.entity.js';
import type { NewEntry } from './entry.repository.js';
import { HIGHEST_BIB, nextFreeBib, usesRoom } from './entry.rules.js';

/** An entry as somebody wishes it. */
export type WantedEntry = {
  readonly id: Id;
  readonly kind: EntryKind;
  readonly status: EntryStatus;
  readonly name: string;
  /** Null: the lowest free number. */
  readonly bib: number | null;
  readonly organisationId: Id | null;
  readonly personIds: readonly Id[];
  readonly teamId: Id | null;
  readonly facts: Readonly<Record<string, string>>;
};

/** What already stands in the skill, as seen while its row is held. */
export type SkillAsItStands = {
  readonly skillId: Id;
  readonly limit: number | null;
  readonly bibs: ReadonlySet<number>;
  readonly roomUsed: ReadonlyMap<Id, number>;
  /** Number under which a person already stands in the skill. */
  readonly bibOfPerson: ReadonlyMap<Id, number>;
};

export type EntryPlan = { readonly entries: readonly NewEntry[]; readonly faults: readonly ProblemDetail[] };

/**
 * Numbers, names and limits for a list of entries; given numbers are served first.
 * Faults carry the path `entries.<index>.<field>`; with any fault nothing may be stored.
 */
export function planEntries(skill: SkillAsItStands, wanted: readonly WantedEntry[]): EntryPlan {
  const bibs = new Set(skill.bibs);
  const roomUsed = new Map(skill.roomUsed);
  const bibOfPerson = new Map(skill.bibOfPerson);
  const faults = wanted.flatMap(({ bib }, index) => (bib === null ? [] : faultsOfBib(bib, bibs, `entries.${index}.bib`)));
  let lowest = 1;
  const entries = wanted.map((entry, index): NewEntry => {
    const path = `entries.${index}`;
    const { name, refusals } = checkNameGlyphs(entry.name, `${path}.name`);
    const bib = entry.bib ?? nextFreeBib(bibs, lowest);
    if (entry.bib === null) {
      if (bib > HIGHEST_BIB) faults.push({ path: `${path}.bib`, code: 'BIBS_EXHAUSTED' });
      bibs.add(bib);
      lowest = bib + 1;
    }
    faults.push(
      ...refusals,
      ...faultsOfPersons({ ...entry, name, bib }, bibOfPerson, path),
      ...faultsOfRoom(entry, skill.limit, roomUsed, path),
    );
    return { ...entry, name, bib, skillId: skill.skillId };
  });
  return { entries, faults };
}

function faultsOfBib(bib: number, bibs: Set<number>, path: string): readonly ProblemDetail[] {
  if (!Number.isInteger(bib) || bib < 1 || bib > HIGHEST_BIB) return [{ path, code: 'OUT_OF_RANGE', params: { min: 1, max: HIGHEST_BIB } }];
  if (bibs.has(bib)) return [{ path, code: 'BIB_TAKEN', params: { bib } }];
  bibs.add(bib);
  return [];
}

function faultsOfPersons(
  { personIds, name, bib }: Pick<NewEntry, 'personIds' | 'name' | 'bib'>,
  bibOfPerson: Map<Id, number>,
  path: string,
): readonly ProblemDetail[] {
  return personIds.flatMap((personId, index) => {
    const before = bibOfPerson.get(personId);
    if (before !== undefined) return [{ path: `${path}.personIds.${index}`, code: 'ENTRY_DUPLICATE', params: { name, bib: before } }];
    bibOfPerson.set(personId, bib);
    return [];
  });
}

function faultsOfRoom(
  { organisationId, status }: Pick<WantedEntry, 'organisationId' | 'status'>,
  limit: number | null,
  roomUsed: Map<Id, number>,
  path: string,
): readonly ProblemDetail[] {
  if (organisationId === null || limit === null || !usesRoom(status)) return [];
  const used = (roomUsed.get(organisationId) ?? 0) + 1;
  roomUsed.set(organisationId, used);
  return used > limit ? [{ path: `${path}.organisationId`, code: 'ENTRIES_LIMIT_REACHED', params: { limit } }] : [];
}
