import { computeStandings } from './compute.js';
import type { Decision, EntryInput, Mark, ScoringInput } from './input.js';
import type { RuleSet } from './rules.js';
import type { Scheme, Text } from './scheme.js';
import type { Standings } from './standing.js';

export const PACKAGE_FORMAT = 'guildhall-competition/1';

/** A skill of a competition as one JSON document that anyone can score again; see docs/competition-package.md. */
export type CompetitionPackage = {
  readonly format: typeof PACKAGE_FORMAT;
  readonly competition: { readonly name: Text; readonly timeZone?: string; readonly startsOn?: string; readonly endsOn?: string };
  readonly skill: { readonly name: Text; readonly code?: string };
  readonly rules: RuleSet;
  readonly scheme: Scheme;
  readonly entries: readonly PackageEntry[];
  /** Who held which seat; a seat may stand empty. */
  readonly judges: readonly PackageJudge[];
  readonly marks: readonly Mark[];
  readonly decisions?: readonly Decision[];
};

/** An entry with the name under which it is shown. `persons` names the people of a team that has marks of its own. */
export type PackageEntry = EntryInput & { readonly name: string; readonly persons?: readonly string[] };

export type PackageJudge = { readonly seat: string; readonly name: string; readonly organisation?: string };

/** What the engine needs of a package: names do not change a result, nor its hash. */
export function inputOf(pkg: CompetitionPackage): ScoringInput {
  const entries = pkg.entries.map(({ name: _name, persons: _persons, ...entry }): EntryInput => entry);
  return { scheme: pkg.scheme, rules: pkg.rules, entries, marks: pkg.marks, ...(pkg.decisions ? { decisions: pkg.decisions } : {}) };
}

/** Standings of a validated package. */
export function scorePackage(pkg: CompetitionPackage): Standings {
  return computeStandings(inputOf(pkg));
}
