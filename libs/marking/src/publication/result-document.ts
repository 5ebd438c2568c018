/**
 * What one publication says, as it is hashed, stored and served: an immutable copy of the standings of one skill at one stage.
 * Every number of points is an exact decimal string; every instant is ISO 8601 in UTC.
 */
export type ResultDocument = {
  readonly format: 'guildhall-result/1';
  readonly tenant: string;
  readonly competition: { readonly slug: string; readonly name: PublishedName };
  readonly skill: { readonly code: string; readonly name: PublishedName };
  readonly stage: 'provisional' | 'final';
  /** 1 for the first publication of the skill, then 2, 3, … */
  readonly number: number;
  readonly publishedAt: string;
  /** The number of the publication that this one replaces. */
  readonly supersedes: number | null;
  readonly marksVersion: number;
  readonly ruleVersion: number;
  readonly engineVersion: string;
  /** SHA-256 of the canonical scoring input, hexadecimal. */
  readonly inputHash: string;
  /** How equal points are placed: 1,2,2,4 · 1,2,2,3 · 1,2,3,4. */
  readonly placing: 'standard' | 'dense' | 'ordinal';
  /** Digits after the point that totals are shown with. */
  readonly decimals: number;
  readonly criteria: readonly PublishedCriterion[];
  /** The awards of the rule set that are not plain medals, the best first; `award` of a row is one of their keys. */
  readonly awards?: readonly { readonly key: string; readonly name: PublishedName }[];
  /** Best first; entries without a place at the end. */
  readonly rows: readonly ResultRow[];
};

/** A name in both languages; English may be missing. */
export type PublishedName = { readonly 'zh-CN': string; readonly en?: string };

/** A criterion or module; `max` is empty where points are open-ended. */
export type PublishedCriterion = { readonly key: string; readonly name: PublishedName; readonly max: string };

export type ResultRow = {
  readonly entryId: string;
  readonly bib: string;
  readonly name: string;
  readonly organisation: string;
  readonly kind: 'person' | 'team';
  /** Names of a team's members; empty for a person. */
  readonly members: readonly string[];
  readonly status: ResultStatus;
  /** Null for entries that take no place: guests, absent, withdrawn, disqualified. */
  readonly place: number | null;
  readonly points: string | null;
  /** The place on the 700 scale, when the rule set standardises. */
  readonly scale: string | null;
  /** The award's key, such as `gold` or `first_prize`; null when none. */
  readonly award: string | null;
  /** Set when other entries had the same points: whether the place stayed shared, or which key of the tie chain decided it: a node, a fact, or `decision`. */
  readonly tie: { readonly shared: boolean; readonly decidedBy: string | null } | null;
  readonly breakdown: readonly BreakdownLine[];
};

export type ResultStatus = 'official' | 'guest' | 'absent' | 'withdrawn' | 'disqualified';

/** Points of one criterion, sub-criterion or step; `key` of the outermost level names one of `criteria`. */
export type BreakdownLine = {
  readonly key: string;
  readonly name?: PublishedName;
  readonly points: string | null;
  readonly max: string | null;
  readonly children?: readonly BreakdownLine[];
};
