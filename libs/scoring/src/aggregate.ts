import { add, comparePoints, divide, fraction, type Points, sum, ZERO } from './points.js';
import type { Aggregate } from './rules.js';
import type { AspectState, MarkUse } from './standing.js';

/** The value of one aspect before its steps, and what became of each mark that was given. */
export type Aggregated = { readonly state: AspectState; readonly value: Points; readonly uses: readonly MarkUse[] };

/** One value out of the marks that are there (absent ones left out before). `uses` follows the order of `marks`. */
export function aggregateMarks(how: Aggregate, marks: readonly Points[]): Aggregated {
  if (marks.length === 0) return { state: 'unmarked', value: ZERO, uses: [] };
  switch (how.kind) {
    case 'mean':
      return counted(marks, meanOf(marks));
    case 'sum':
      return counted(marks, sum(marks));
    case 'best':
      return chosen(marks, [lastInOrder(marks)]);
    case 'median':
      return chosen(marks, middleOf(marks));
    case 'consensus':
      return consensusOf(marks);
    case 'trimmedMean':
      return marks.length > 2 * how.drop ? trimmed(marks, how.drop) : fallbackOf(how.fallback, marks);
    default:
      return how satisfies never;
  }
}

function counted(marks: readonly Points[], value: Points): Aggregated {
  return { state: 'marked', value, uses: marks.map(() => 'counted') };
}

function chosen(marks: readonly Points[], indexes: readonly number[]): Aggregated {
  const value = meanOf(marks.filter((_, index) => indexes.includes(index)));
  return { state: 'marked', value, uses: marks.map((_, index) => (indexes.includes(index) ? 'counted' : 'notUsed')) };
}

function consensusOf(marks: readonly Points[]): Aggregated {
  const first = marks[0] ?? ZERO;
  if (marks.every((mark) => comparePoints(mark, first) === 0)) return counted(marks, first);
  return { state: 'disagreement', value: ZERO, uses: marks.map(() => 'notUsed') };
}

function trimmed(marks: readonly Points[], drop: number): Aggregated {
  const order = orderOf(marks);
  const lowest = order.slice(0, drop);
  const highest = order.slice(order.length - drop);
  const kept = order.slice(drop, order.length - drop);
  const use = (index: number): MarkUse =>
    lowest.includes(index) ? 'droppedLowest' : highest.includes(index) ? 'droppedHighest' : 'counted';
  return { state: 'marked', value: meanOf(marks.filter((_, index) => kept.includes(index))), uses: marks.map((_, index) => use(index)) };
}

function fallbackOf(fallback: 'mean' | 'median' | 'unmarked', marks: readonly Points[]): Aggregated {
  if (fallback === 'unmarked') return { state: 'unmarked', value: ZERO, uses: marks.map(() => 'notUsed') };
  return aggregateMarks({ kind: fallback }, marks);
}

function meanOf(marks: readonly Points[]): Points {
  return divide(marks.reduce(add, ZERO), fraction(BigInt(marks.length), 1n));
}

/** Indexes by mark, lowest first; equal marks keep their order. */
function orderOf(marks: readonly Points[]): readonly number[] {
  return marks
    .map((mark, index) => ({ mark, index }))
    .toSorted((a, b) => comparePoints(a.mark, b.mark) || a.index - b.index)
    .map(({ index }) => index);
}

function lastInOrder(marks: readonly Points[]): number {
  return orderOf(marks).at(-1) ?? 0;
}

function middleOf(marks: readonly Points[]): readonly number[] {
  const order = orderOf(marks);
  const half = Math.floor(order.length / 2);
  return order.length % 2 === 1 ? order.slice(half, half + 1) : order.slice(half - 1, half + 1);
}
