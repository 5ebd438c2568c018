import type { Aggregate } from '../rules.js';
import { ABSENT } from '../sheet.js';

/** Where the marks of one aspect stand: from `start`, entry after entry `entryStride` apart, in each `seatCount` seats `seatStride` apart. */
export type Window = { readonly start: number; readonly entryStride: number; readonly seatStride: number; readonly seatCount: number };

/** Entries of a block that have no value for an aspect: those without marks, and those whose judges disagree. */
export type Missing = { readonly list: Int32Array; unmarked: number; disagreeing: number };

/** Aggregates one aspect for `count` entries into `cells` from `to`. Entries without a value are listed and get 0. */
export type Gather = (marks: Int32Array, window: Window, count: number, cells: Float64Array, to: number, missing: Missing) => void;

/** The gatherer of an aggregate; `shares[n]` is the factor of a sum of n marks, `isSmall` says that all marks are below 2^30. */
export function gathererOf(aggregate: Aggregate, shares: Float64Array, mostSeats: number, isSmall: boolean): Gather {
  const order = new Int32Array(mostSeats);
  switch (aggregate.kind) {
    case 'mean':
    case 'sum':
      return (marks, window, count, cells, to, missing) => gatherSums(marks, window, count, cells, to, missing, shares);
    case 'trimmedMean':
      if (aggregate.drop === 1 && aggregate.fallback === 'mean' && isSmall) {
        return (marks, window, count, cells, to, missing) => gatherTrimmed(marks, window, count, cells, to, missing, shares);
      }
      break;
    case 'best':
    case 'median':
    case 'consensus':
      break;
    default:
      return aggregate satisfies never;
  }
  return (marks, window, count, cells, to, missing) => gatherOrdered(marks, window, count, cells, to, missing, shares, aggregate, order);
}

function gatherSums(
  marks: Int32Array,
  window: Window,
  count: number,
  cells: Float64Array,
  to: number,
  missing: Missing,
  shares: Float64Array,
): void {
  const { entryStride, seatStride, seatCount } = window;
  const width = seatCount * seatStride;
  let start = window.start;
  for (let entry = 0; entry < count; entry++, start += entryStride) {
    let present = 0;
    let sum = 0;
    for (let at = start; at < start + width; at += seatStride) {
      const mark = marks[at] ?? ABSENT;
      if (mark === ABSENT) continue;
      present++;
      sum += mark;
    }
    if (present === 0) missing.list[missing.unmarked++] = entry;
    cells[to + entry] = sum * (shares[present] ?? 0);
  }
}

/** Mean without one highest and one lowest; up to two marks: their mean. Minimum and maximum without branches, which marks would mispredict. */
function gatherTrimmed(
  marks: Int32Array,
  window: Window,
  count: number,
  cells: Float64Array,
  to: number,
  missing: Missing,
  shares: Float64Array,
): void {
  const { entryStride, seatStride, seatCount } = window;
  const width = seatCount * seatStride;
  let start = window.start;
  for (let entry = 0; entry < count; entry++, start += entryStride) {
    let present = 0;
    let sum = 0;
    let low = 1073741823;
    let high = -1073741823;
    for (let at = start; at < start + width; at += seatStride) {
      const mark = marks[at] ?? ABSENT;
      if (mark === ABSENT) continue;
      present++;
      sum += mark;
      const below = (mark - low) | 0;
      const above = (mark - high) | 0;
      low = (low + (below & (below >> 31))) | 0;
      high = (high + (above & ~(above >> 31))) | 0;
    }
    if (present > 2) {
      sum -= low + high;
      present -= 2;
    } else if (present === 0) missing.list[missing.unmarked++] = entry;
    cells[to + entry] = sum * (shares[present] ?? 0);
  }
}

/** Everything that needs the marks in order, or judges in agreement. */
function gatherOrdered(
  marks: Int32Array,
  window: Window,
  count: number,
  cells: Float64Array,
  to: number,
  missing: Missing,
  shares: Float64Array,
  aggregate: Aggregate,
  order: Int32Array,
): void {
  const { entryStride, seatStride, seatCount } = window;
  let start = window.start;
  for (let entry = 0; entry < count; entry++, start += entryStride) {
    const present = sortInto(order, marks, start, start + seatCount * seatStride, seatStride);
    const [from, until] = keptOf(aggregate, order, present);
    let sum = 0;
    for (let at = from; at < until; at++) sum += order[at] ?? 0;
    if (from === DISAGREEMENT) missing.list[missing.list.length - ++missing.disagreeing] = entry;
    else if (from === until) missing.list[missing.unmarked++] = entry;
    cells[to + entry] = sum * (shares[until - from] ?? 0);
  }
}

const DISAGREEMENT = -1;

/** The positions, from and until, of the marks that count among `present` marks in ascending order. */
function keptOf(aggregate: Aggregate, order: Int32Array, present: number): readonly [number, number] {
  const half = present >> 1;
  if (present === 0) return [0, 0];
  switch (aggregate.kind) {
    case 'mean':
    case 'sum':
      return [0, present];
    case 'best':
      return [present - 1, present];
    case 'median':
      return [present % 2 === 1 ? half : half - 1, half + 1];
    case 'consensus':
      return order[0] === order[present - 1] ? [0, 1] : [DISAGREEMENT, DISAGREEMENT];
    case 'trimmedMean':
      if (present > 2 * aggregate.drop) return [aggregate.drop, present - aggregate.drop];
      if (aggregate.fallback === 'unmarked') return [0, 0];
      return aggregate.fallback === 'mean' ? [0, present] : [present % 2 === 1 ? half : half - 1, half + 1];
    default:
      return aggregate satisfies never;
  }
}

/** Insertion sort of the marks that are there; returns how many. */
function sortInto(order: Int32Array, marks: Int32Array, start: number, end: number, stride: number): number {
  let present = 0;
  for (let at = start; at < end; at += stride) {
    const mark = marks[at] ?? ABSENT;
    if (mark === ABSENT) continue;
    let slot = present++;
    for (; slot > 0 && (order[slot - 1] ?? 0) > mark; slot--) order[slot] = order[slot - 1] ?? 0;
    order[slot] = mark;
  }
  return present;
}
