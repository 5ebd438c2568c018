import type { RuleSet } from './rules.js';
import type { Scheme } from './scheme.js';

export type EntryStatus = 'official' | 'guest' | 'withdrawn' | 'disqualified' | 'absent';

/** One competitor or team. Ids are opaque; `bib` orders entries without a place. */
export type EntryInput = {
  readonly id: string;
  readonly bib: string;
  readonly kind: 'person' | 'team';
  readonly status: EntryStatus;
  readonly organisation?: string;
  /** For a team scored by its members: ids of entries of the same input. */
  readonly members?: readonly string[];
  /** Numbers for tie keys that are not marks, as decimals: `{ "minutesUsed": "212" }`. */
  readonly facts?: Readonly<Record<string, string>>;
};

/** One seat, one aspect, one entry. `value` is a decimal; `null` says absent, exactly like no mark at all. */
export type Mark = { readonly entry: string; readonly aspect: string; readonly seat: string; readonly value: string | null };

/** A tie broken by people where the rules say `decide`: the tied entries, best first. Recorded data, never computed. */
export type Decision = { readonly order: readonly string[]; readonly reason: string; readonly by: string; readonly at: string };

/** Everything a result depends on; the order of entries, marks and decisions does not matter. */
export type ScoringInput = {
  readonly scheme: Scheme;
  readonly rules: RuleSet;
  readonly entries: readonly EntryInput[];
  readonly marks: readonly Mark[];
  readonly decisions?: readonly Decision[];
};
