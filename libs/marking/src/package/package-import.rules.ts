import type { EntryStatus, ImportedEntry } from '#competition';
import { type Id, newId } from '#kernel';
import type { CompetitionPackage, Mark } from '#scoring';

const LONGEST_SLUG = 60;
const LONGEST_CODE = 20;
const HIGHEST_BIB = 99_999;

/** Address for a package that names none: from the English name of its competition, else `fallback`. */
export function slugOfPackage(pkg: CompetitionPackage, fallback: string): string {
  return slugOf(pkg.competition.name.en ?? '', LONGEST_SLUG) || fallback;
}

/** Code for the skill of a package: its own where it fits, else from the English name, else `1`. */
export function codeOfPackage(pkg: CompetitionPackage): string {
  const { code = '', name } = pkg.skill;
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/.test(code) ? code : slugOf(name.en ?? code, LONGEST_CODE) || '1';
}

/** A package's entries as we register them, and what to do to them once their marks are in. */
export type EntriesOfPackage = {
  readonly entries: readonly ImportedEntry[];
  /** The package's id of an entry → ours. */
  readonly ids: ReadonlyMap<string, Id>;
  /** Entries with marks that take no part any more: marked first, then given this status. */
  readonly later: ReadonlyMap<Id, EntryStatus>;
};

/** What is known of an entry beyond the package: its organisation and people in our tree. */
export type KnownOfEntry = { readonly organisationId: Id | null; readonly personIds: readonly Id[] };

/**
 * Numbers that fit ours are kept, others are given anew. A team that is scored by its members becomes the team of their entries.
 */
export function entriesOfPackage(pkg: CompetitionPackage, knownOf: (entry: string) => KnownOfEntry): EntriesOfPackage {
  const ids = new Map(pkg.entries.map(({ id }) => [id, newId()]));
  const marked = new Set(pkg.marks.map(({ entry }) => entry));
  const teamOf = new Map(pkg.entries.flatMap(({ id, members }) => (members ?? []).map((member) => [member, ids.get(id) ?? null] as const)));
  const later = new Map<Id, EntryStatus>();
  const entries = pkg.entries.map(({ id, kind, status, name, bib, facts }): ImportedEntry => {
    const ours = ids.get(id) ?? newId();
    const isLater = marked.has(id) && status !== 'official' && status !== 'guest';
    if (isLater) later.set(ours, status);
    return {
      id: ours,
      kind,
      status: isLater ? 'official' : status,
      name,
      bib: bibOf(bib),
      teamId: teamOf.get(id) ?? null,
      ...knownOf(id),
      ...(facts === undefined ? {} : { facts }),
    };
  });
  return { entries, ids, later };
}

/** The package's marks under our entries' ids. */
export function marksOfPackage(marks: readonly Mark[], ids: ReadonlyMap<string, Id>): readonly Mark[] {
  return marks.map((mark) => ({ ...mark, entry: ids.get(mark.entry) ?? mark.entry }));
}

function bibOf(bib: string): number | null {
  const number = /^[1-9]\d{0,4}$/.test(bib) ? Number(bib) : HIGHEST_BIB + 1;
  return number <= HIGHEST_BIB ? number : null;
}

function slugOf(text: string, longest: number): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
