import type { EntryInput } from './input.js';
import type { Points } from './points.js';
import type { Unplaced } from './standing.js';

/**
 * Evaluated entries ready to be ranked, addressed by index. The exact evaluator and the kernel each fill one,
 * so that places, ties, scale and awards are decided by the same code.
 */
export type Field = {
  readonly entries: readonly EntryInput[];
  /** Why an entry takes no place; `null` when it does. */
  readonly unplacedOf: (index: number) => Unplaced | null;
  /** The total; `null` when the entry does not compete or lacks marks. */
  readonly pointsOf: (index: number) => Points | null;
  /** Compares the totals of two entries that have one: positive when `a` has more. */
  readonly compareTotals: (a: number, b: number) => number;
  /** Compares the points of a node; entries scored by members use the sum of the counted members. */
  readonly compareNodes: (node: string, a: number, b: number) => number;
};

/** Why an entry takes no place, in the order in which reasons outweigh each other. */
export function unplacedReason(entry: EntryInput, isDisqualified: boolean, isComplete: boolean): Unplaced | null {
  if (entry.status !== 'official' && entry.status !== 'guest') return entry.status;
  if (isDisqualified) return 'disqualified';
  if (!isComplete) return 'incomplete';
  return entry.status === 'guest' ? 'guest' : null;
}
