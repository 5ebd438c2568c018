import type { Field } from './field.js';
import { add, divide, fraction, leastCommonMultiple, multiply, type Points, round, subtract } from './points.js';
import type { ScaleRule } from './rules.js';
import type { ScaleNote } from './standing.js';

/** Scale points of the entries that have a total (guests by the parameters of the others), and how they were found. */
export type Scaled = { readonly note: ScaleNote; readonly scaleOf: (index: number) => number | null };

const CENTRE = fraction(700n, 1n);
const SPREAD = fraction(30n, 1n);
/** Makes the median absolute deviation of a normal sample estimate its standard deviation. */
const NORMAL = fraction(14826n, 10000n);

/**
 * The 700 scale: `round(700 + 30·(x − median) / (1.4826·MAD))` over all placed totals, not clamped.
 * Fewer than three totals, or MAD = 0: not standardised, and the note says so.
 * Source: WorldSkills CIS standardisation, recomputed on published results.
 */
export function scaleOf(rule: ScaleRule, field: Field, placed: readonly number[]): Scaled {
  switch (rule.kind) {
    case 'none':
      return { note: { kind: 'none' }, scaleOf: () => null };
    case 'asMarked':
      return { note: { kind: 'asMarked' }, scaleOf: (index) => whole(field.pointsOf(index)) };
    case 'worldskills700':
      return standardised(field, placed);
    default:
      return rule satisfies never;
  }
}

function standardised(field: Field, placed: readonly number[]): Scaled {
  const totals = placed.flatMap((index) => field.pointsOf(index) ?? []);
  if (totals.length < 3) return notStandardised('fewerThanThree');
  const { median, deviation } = medianAndDeviation(totals);
  if (deviation.numerator === 0n) return notStandardised('noSpread');
  const perPoint = divide(SPREAD, multiply(NORMAL, deviation));
  const scale = (total: Points | null): number | null =>
    total === null ? null : whole(add(CENTRE, multiply(subtract(total, median), perPoint)));
  return { note: { kind: 'worldskills700', median, deviation, count: totals.length }, scaleOf: (index) => scale(field.pointsOf(index)) };
}

function notStandardised(reason: 'fewerThanThree' | 'noSpread'): Scaled {
  return { note: { kind: 'notStandardised', reason }, scaleOf: () => null };
}

/** Median and median absolute deviation; for an even count the mean of the two middle values. */
export function medianAndDeviation(totals: readonly Points[]): { readonly median: Points; readonly deviation: Points } {
  const unit = 2n * totals.reduce((multiple, { denominator }) => leastCommonMultiple(multiple, denominator), 1n);
  const units = totals.map((total) => (total.numerator * unit) / total.denominator);
  const twiceMedian = twiceMiddle(units);
  const median = twiceMedian / 2n;
  const twiceDeviation = twiceMiddle(units.map((value) => (value < median ? median - value : value - median)));
  return { median: fraction(twiceMedian, 2n * unit), deviation: fraction(twiceDeviation, 2n * unit) };
}

function twiceMiddle(units: readonly bigint[]): bigint {
  const order = units.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const half = Math.floor(order.length / 2);
  const upper = order[half] ?? 0n;
  return order.length % 2 === 1 ? 2n * upper : (order[half - 1] ?? 0n) + upper;
}

function whole(total: Points | null): number | null {
  return total === null ? null : Number(round(total, 0, 'half-up').numerator);
}
