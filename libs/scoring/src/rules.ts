import type { RoundingMode } from './points.js';
import type { Text } from './scheme.js';

export const RULES_FORMAT = 'guildhall-rules/1';

/**
 * How marks become points, places and awards: data of one event, never constants of the code.
 * Ratios are decimals or fractions (`"0.3"`, `"1/12"`); nothing is rounded except by a `round` step.
 */
export type RuleSet = {
  readonly format: typeof RULES_FORMAT;
  /** The first rule that applies to an aspect is its rule; every aspect needs one. */
  readonly aspects: readonly AspectRule[];
  /** Steps on the sums of sub-criteria and criteria; the first that applies; none means the plain sum. */
  readonly groups: readonly GroupRule[];
  /** Rounds or modules with weights. Empty: the criteria add up to the total as they are. */
  readonly modules: readonly ModuleRule[];
  readonly penalties: readonly PenaltyRule[];
  /** Steps on the total before and after penalties. */
  readonly total: { readonly steps: readonly Step[]; readonly afterPenalties: readonly Step[] };
  readonly teams: TeamRule;
  readonly places: PlaceRule;
  readonly scale: ScaleRule;
  readonly awards: AwardRule;
  /** Decimals of shown totals; showing never changes a comparison. */
  readonly display: { readonly decimals: number };
};

/** One rule for some aspects: judges' marks → one value → steps, in this order. */
export type AspectRule = {
  readonly for: AspectSelector;
  readonly aggregate: Aggregate;
  readonly steps: readonly Step[];
  /** Worth of an aspect that nobody marked: zero, or the entry has no total until it is marked. */
  readonly unmarked: 'zero' | 'incomplete';
};

/** A kind of aspect, or the ids of criteria, sub-criteria and aspects. */
export type AspectSelector = 'all' | 'measurement' | 'judgement' | readonly string[];

/**
 * How the marks of a panel become one value. An absent mark leaves the panel; it is never zero.
 * `trimmedMean` drops `drop` highest and `drop` lowest, one instance each; with too few marks (n ≤ 2·drop) `fallback` decides.
 * `consensus`: all marks entered are the same one; differing marks leave the entry without a total.
 */
export type Aggregate =
  | { readonly kind: 'mean' | 'median' | 'sum' | 'best' | 'consensus' }
  | { readonly kind: 'trimmedMean'; readonly drop: number; readonly fallback: 'mean' | 'median' | 'unmarked' };

/** One operation on a value, in the order given. `shareOfWorth`: value / top × worth of the aspect (judgements: top 3). */
export type Step =
  | { readonly step: 'multiply'; readonly by: string }
  | { readonly step: 'shareOfWorth'; readonly top: string }
  | { readonly step: 'cap'; readonly min?: string; readonly max?: string }
  | { readonly step: 'round'; readonly name: string; readonly decimals: number; readonly mode: RoundingMode };

/** Steps on the sum of a sub-criterion or criterion: all of a level, or those named. */
export type GroupRule = { readonly for: 'subCriteria' | 'criteria' | readonly string[]; readonly steps: readonly Step[] };

/** Sum of its criteria × weight, then steps. Each counted criterion belongs to exactly one module. */
export type ModuleRule = {
  readonly id: string;
  readonly name: Text;
  readonly criteria: readonly string[];
  readonly weight: string;
  readonly steps: readonly Step[];
};

/** Points of a criterion, sub-criterion or aspect are taken out of the sums and subtracted; or, above zero, disqualify. */
export type PenaltyRule = { readonly id: string; readonly from: string; readonly effect: 'subtract' | 'disqualify' };

/**
 * `marked`: a team has marks of its own. `sum` and `best` (the best `count`) add up the totals of its members;
 * members without a total add nothing, and persons and teams are then ranked each among themselves.
 */
export type TeamRule = { readonly kind: 'marked' } | { readonly kind: 'sum' } | { readonly kind: 'best'; readonly count: number };

/** `competition` 1,2,2,4 · `dense` 1,2,2,3 · `ordinal` 1,2,3,4 (its ties must end in a decision). `by` names what is compared first. */
export type PlaceRule = {
  readonly by: 'total' | 'scale';
  readonly ranking: 'competition' | 'dense' | 'ordinal';
  readonly ties: { readonly keys: readonly TieKey[]; readonly terminal: 'share' | 'decide' };
};

/** Points of a module, criterion, sub-criterion or aspect; or a fact of the entry such as `minutesUsed`. Without a value: last. */
export type TieKey =
  | { readonly key: 'node'; readonly node: string; readonly prefer: 'higher' | 'lower' }
  | { readonly key: 'fact'; readonly fact: string; readonly prefer: 'higher' | 'lower' };

/** `worldskills700`: totals standardised to about 700. `asMarked`: totals are already on the scale, rounded half-up to whole points. */
export type ScaleRule = { readonly kind: 'none' } | { readonly kind: 'worldskills700' } | { readonly kind: 'asMarked' };

export type AwardRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'worldskills-2026' }
  | { readonly kind: 'prizes'; readonly prizes: readonly Prize[]; readonly tiedAtCut: 'all' | 'none' };

/** Best first; each takes its number of places after the better ones. A ratio counts placed entries and is rounded as stated. */
export type Prize = { readonly id: string; readonly name: Text; readonly size: PrizeSize };

export type PrizeSize =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'ratio'; readonly ratio: string; readonly rounding: 'floor' | 'half-up' | 'ceiling' };
