import type { Aggregate } from '../rules.js';
import { ABSENT } from '../sheet.js';
import type { Plan } from './plan.js';
import type { Operation } from './value.js';

/** Where a run leaves its numbers: totals, flags, and the numerators of the nodes that are kept, by entry. */
export type NumberTarget = { readonly totals: Float64Array; readonly flags: Uint8Array; readonly kept: readonly Float64Array[] };

export const INCOMPLETE = 1;
export const DISQUALIFIED = 2;

const MULTIPLY = 0;
const CLAMP = 1;
const ROUND = 2;
const ROUND_EVEN = 3;

const MEAN = 0;
const TRIMMED_ONE = 1;
const TRIMMED = 2;
const SUM = 3;
const BEST = 4;
const MEDIAN = 5;
const CONSENSUS = 6;
const DISAGREEMENT = -1;

/**
 * Evaluates entries `from` (included) to `to` (excluded) with plain numbers. Only for plans whose peak is below 2^53:
 * every number on the way is then a whole number that a double holds exactly.
 * Marks stand entry by entry, in each seat by seat, in each one Int32 per aspect.
 */
export type NumberRun = (marks: Int32Array, from: number, to: number, target: NumberTarget) => void;

/** Lays a plan out in typed arrays and returns its evaluator. `keep` are the nodes whose numerators are stored. */
export function numberRun(plan: Plan, keep: readonly number[]): NumberRun {
  const aspectCount = plan.aspects.length;
  const nodeCount = plan.nodes.length;
  const entryStride = plan.seatCount * aspectCount;
  const codes = plan.nodes.flatMap((node) => node.operations);
  const ends = Int32Array.from(
    plan.nodes.map((_, at) => plan.nodes.slice(0, at + 1).reduce((sum, node) => sum + node.operations.length, 0)),
  );
  const { kinds, first, second } = layOut(codes);
  const after = layOut(plan.afterPenalties.operations);
  const parents = Int32Array.from(plan.nodes.map((node) => node.parent ?? nodeCount));
  const scales = Float64Array.from(plan.nodes.map((node) => Number(node.scale)));
  const aggregates = Int32Array.from(plan.aspects.map(({ aggregate }) => codeOf(aggregate)));
  const drops = Int32Array.from(plan.aspects.map(({ aggregate }) => (aggregate.kind === 'trimmedMean' ? aggregate.drop : 0)));
  const fallbacks = Int32Array.from(plan.aspects.map(({ aggregate }) => fallbackOf(aggregate)));
  const firstSeats = Int32Array.from(plan.aspects.map((aspect) => aspect.firstSeat * aspectCount));
  const seatCounts = Int32Array.from(plan.aspects.map((aspect) => aspect.seatCount));
  const needed = Uint8Array.from(plan.aspects.map((aspect) => (aspect.isNeeded ? INCOMPLETE : 0)));
  const mostSeats = Math.max(...plan.aspects.map((aspect) => aspect.seatCount));
  const shareStride = mostSeats + 1;
  const shares = new Float64Array(aspectCount * shareStride);
  plan.aspects.forEach((aspect, at) => {
    shares.set(aspect.shares.map(Number), at * shareStride);
  });
  const sums = new Float64Array(nodeCount + 1);
  const values = new Float64Array(nodeCount + 1);
  const scratch = new Int32Array(mostSeats);
  const total = nodeCount - 1;
  const afterScale = Number(plan.afterPenalties.scale);

  return (marks, from, to, target) => {
    for (let entry = from; entry < to; entry++) {
      const base = entry * entryStride;
      let flags = 0;
      sums.fill(0);
      for (let aspect = 0; aspect < aspectCount; aspect++) {
        const start = base + int(firstSeats, aspect) + aspect;
        const end = start + int(seatCounts, aspect) * aspectCount;
        let count = 0;
        let sum = 0;
        let low = 2147483647;
        let high = ABSENT;
        for (let at = start; at < end; at += aspectCount) {
          const mark = int(marks, at);
          if (mark === ABSENT) continue;
          count++;
          sum += mark;
          if (mark < low) low = mark;
          if (mark > high) high = mark;
        }
        if (count === 0) {
          flags |= byte(needed, aspect);
          values[aspect] = 0;
          continue;
        }
        let how = int(aggregates, aspect);
        if (how === TRIMMED_ONE && count > 2) {
          sum -= low + high;
          count -= 2;
        } else if (how === TRIMMED_ONE || how === TRIMMED) {
          const drop = int(drops, aspect);
          if (how === TRIMMED && count > 2 * drop) {
            sum = middleSum(marks, start, end, aspectCount, scratch, drop, count - drop);
            count -= 2 * drop;
          } else {
            how = int(fallbacks, aspect);
            if (how === DISAGREEMENT) {
              flags |= byte(needed, aspect);
              values[aspect] = 0;
              continue;
            }
          }
        }
        if (how === MEDIAN) {
          const half = count >> 1;
          sum = middleSum(marks, start, end, aspectCount, scratch, count & 1 ? half : half - 1, half + 1);
          count = count & 1 ? 1 : 2;
        } else if (how === BEST) sum = high;
        else if (how === CONSENSUS) {
          if (low !== high) {
            flags |= INCOMPLETE;
            values[aspect] = 0;
            continue;
          }
          sum = high;
        }
        let value = sum * float(shares, aspect * shareStride + count);
        for (let step = aspect === 0 ? 0 : int(ends, aspect - 1); step < int(ends, aspect); step++) {
          value = apply(byte(kinds, step), float(first, step), float(second, step), value);
        }
        values[aspect] = value;
        const parent = int(parents, aspect);
        sums[parent] = float(sums, parent) + value * float(scales, aspect);
      }
      for (let node = aspectCount; node < nodeCount; node++) {
        let value = float(sums, node);
        for (let step = int(ends, node - 1); step < int(ends, node); step++) {
          value = apply(byte(kinds, step), float(first, step), float(second, step), value);
        }
        values[node] = value;
        const parent = int(parents, node);
        sums[parent] = float(sums, parent) + value * float(scales, node);
      }
      let result = float(values, total) * afterScale;
      for (const { node, scale } of plan.subtracted) result -= float(values, node) * Number(scale);
      for (let step = 0; step < after.kinds.length; step++) {
        result = apply(byte(after.kinds, step), float(after.first, step), float(after.second, step), result);
      }
      for (const node of plan.disqualifying) if (float(values, node) > 0) flags |= DISQUALIFIED;
      target.totals[entry] = result;
      target.flags[entry] = flags;
      for (let at = 0; at < keep.length; at++) {
        const column = target.kept[at];
        if (column !== undefined) column[entry] = float(values, keep[at] ?? 0);
      }
    }
  };
}

/** The sum of the marks from position `from` to `to` (excluded) in ascending order, by insertion into `scratch`. */
function middleSum(marks: Int32Array, start: number, end: number, stride: number, scratch: Int32Array, from: number, to: number): number {
  let count = 0;
  for (let at = start; at < end; at += stride) {
    const mark = int(marks, at);
    if (mark === ABSENT) continue;
    let slot = count++;
    while (slot > 0 && int(scratch, slot - 1) > mark) {
      scratch[slot] = int(scratch, slot - 1);
      slot--;
    }
    scratch[slot] = mark;
  }
  let sum = 0;
  for (let at = from; at < to; at++) sum += int(scratch, at);
  return sum;
}

function apply(kind: number, first: number, second: number, value: number): number {
  if (kind === MULTIPLY) return value * first;
  if (kind === CLAMP) return value < first ? first : Math.min(value, second);
  const size = (value < 0 ? -value : value) * first;
  const whole = Math.floor(size / second);
  const twiceRest = 2 * (size - whole * second);
  const goesUp = twiceRest > second || (twiceRest === second && (kind === ROUND || whole % 2 === 1));
  const rounded = goesUp ? whole + 1 : whole;
  return value < 0 ? -rounded : rounded;
}

function layOut(operations: readonly Operation[]): {
  readonly kinds: Uint8Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
} {
  const kindOf = (operation: Operation): number =>
    operation.kind === 'multiply' ? MULTIPLY : operation.kind === 'clamp' ? CLAMP : operation.isEven ? ROUND_EVEN : ROUND;
  const operandsOf = (operation: Operation): readonly [bigint, bigint] =>
    operation.kind === 'multiply'
      ? [operation.by, 0n]
      : operation.kind === 'clamp'
        ? [operation.min, operation.max]
        : [operation.multiply, operation.divide];
  return {
    kinds: Uint8Array.from(operations.map(kindOf)),
    first: Float64Array.from(operations.map((operation) => Number(operandsOf(operation)[0]))),
    second: Float64Array.from(operations.map((operation) => Number(operandsOf(operation)[1]))),
  };
}

function codeOf(aggregate: Aggregate): number {
  switch (aggregate.kind) {
    case 'trimmedMean':
      return aggregate.drop === 1 ? TRIMMED_ONE : TRIMMED;
    case 'mean':
      return MEAN;
    case 'sum':
      return SUM;
    case 'best':
      return BEST;
    case 'median':
      return MEDIAN;
    case 'consensus':
      return CONSENSUS;
    default:
      return aggregate satisfies never;
  }
}

function fallbackOf(aggregate: Aggregate): number {
  if (aggregate.kind !== 'trimmedMean' || aggregate.fallback === 'unmarked') return DISAGREEMENT;
  return aggregate.fallback === 'mean' ? MEAN : MEDIAN;
}

function int(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}

function float(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}

function byte(values: Uint8Array, index: number): number {
  return values[index] ?? 0;
}
