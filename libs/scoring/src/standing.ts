import type { EntryInput } from './input.js';
import type { Points, RoundingMode } from './points.js';
import type { Aggregate, TieKey } from './rules.js';

/** Version of the arithmetic: two results of one version and one input hash are equal. */
export const ENGINE_VERSION = 'guildhall-scoring/1';

/** Standings of one input: placed entries best first, then entries without a place by bib. Teams scored by members come first. */
export type Standings = {
  readonly engineVersion: string;
  /** SHA-256 (hex) of the canonical input; see `inputHashOf`. */
  readonly inputHash: string;
  readonly entries: readonly Standing[];
  readonly scale: ScaleNote;
};

export type Standing = {
  readonly entry: string;
  readonly kind: EntryInput['kind'];
  readonly status: EntryInput['status'];
  readonly place: number | null;
  /** Why there is no place; `null` exactly when there is one. */
  readonly unplaced: Unplaced | null;
  /** Exact total; `null` for entries that do not compete or lack marks. */
  readonly points: Points | null;
  /** `points` with the decimals of `rules.display`, for showing. */
  readonly total: string | null;
  readonly scale: number | null;
  readonly award: Award | null;
  readonly tie: TieNote | null;
  readonly breakdown: Breakdown;
};

export type Unplaced = 'guest' | 'withdrawn' | 'disqualified' | 'absent' | 'incomplete';

/** Medals of the medal rule, or the id of a prize. */
export type Award = { readonly kind: 'gold' | 'silver' | 'bronze' | 'medallion' } | { readonly kind: 'prize'; readonly prize: string };

/**
 * `level`: the others that are level on the first comparison. `decidedBy`: what set this entry apart from its neighbours
 * among them, keys of the chain and perhaps a decision. `shared`: the others on the same place. `open`: a decision is due.
 */
export type TieNote = {
  readonly level: LevelEntries;
  readonly decidedBy: readonly TieDecider[];
  readonly shared: LevelEntries;
  readonly open: boolean;
};

/** How many others, and the first ten of them. */
export type LevelEntries = { readonly count: number; readonly entries: readonly string[] };

export type TieDecider =
  | { readonly kind: 'key'; readonly key: TieKey }
  | { readonly kind: 'decision'; readonly reason: string; readonly by: string; readonly at: string };

export type ScaleNote =
  | { readonly kind: 'none' | 'asMarked' }
  | { readonly kind: 'worldskills700'; readonly median: Points; readonly deviation: Points; readonly count: number }
  | { readonly kind: 'notStandardised'; readonly reason: 'fewerThanThree' | 'noSpread' };

/** How a total came about: keys and numbers, no sentences. */
export type Breakdown =
  | {
      readonly kind: 'marked';
      readonly modules: readonly ModuleNode[];
      readonly criteria: readonly CriterionNode[];
      readonly penalties: readonly PenaltyNote[];
      readonly steps: readonly StepNote[];
    }
  | { readonly kind: 'members'; readonly members: readonly MemberNote[] };

export type MemberNote = { readonly entry: string; readonly points: Points | null; readonly isCounted: boolean };

export type ModuleNode = {
  readonly kind: 'module';
  readonly id: string;
  readonly points: Points;
  readonly weight: Points;
  readonly sum: Points;
  readonly steps: readonly StepNote[];
};

export type CriterionNode = {
  readonly kind: 'criterion';
  readonly id: string;
  readonly points: Points;
  readonly steps: readonly StepNote[];
  readonly children: readonly SubCriterionNode[];
};

export type SubCriterionNode = {
  readonly kind: 'subCriterion';
  readonly id: string;
  readonly points: Points;
  readonly steps: readonly StepNote[];
  readonly children: readonly AspectNode[];
};

export type AspectNode = {
  readonly kind: 'aspect';
  readonly id: string;
  readonly points: Points;
  /** `marked`, or why the aspect has no value of its own. */
  readonly state: AspectState;
  readonly aggregate: Aggregate['kind'];
  readonly marks: readonly MarkNote[];
  readonly steps: readonly StepNote[];
};

export type AspectState = 'marked' | 'unmarked' | 'disagreement';

/** What became of one judge's mark. */
export type MarkNote = { readonly seat: string; readonly value: string | null; readonly use: MarkUse };

export type MarkUse = 'counted' | 'droppedHighest' | 'droppedLowest' | 'absent' | 'notUsed';

/** One step and the value after it; the value before it is that of the step before. */
export type StepNote =
  | { readonly step: 'aggregate' | 'sum'; readonly after: Points }
  | { readonly step: 'multiply'; readonly by: Points; readonly after: Points }
  | { readonly step: 'shareOfWorth'; readonly top: Points; readonly worth: Points; readonly after: Points }
  | { readonly step: 'cap'; readonly after: Points }
  | { readonly step: 'round'; readonly name: string; readonly decimals: number; readonly mode: RoundingMode; readonly after: Points };

export type PenaltyNote = {
  readonly id: string;
  readonly from: string;
  readonly effect: 'subtract' | 'disqualify';
  readonly points: Points;
};
