import type { Aggregate } from '../rules.js';
import { ABSENT } from '../sheet.js';
import { DISQUALIFIED, INCOMPLETE } from './numbers.js';
import type { AspectPlan, Plan } from './plan.js';
import type { Operation } from './value.js';

/** The numbers of one entry: for plans whose numbers could leave 2^53. */
export type BigEntry = { readonly total: bigint; readonly flags: number; readonly values: readonly bigint[] };

/** Evaluates one entry of a plan with bigints: the same plan, slower, without a bound. */
export function evaluateBig(plan: Plan, marks: Int32Array, entry: number): BigEntry {
  const aspectCount = plan.aspects.length;
  const base = entry * plan.seatCount * aspectCount;
  const sums = plan.nodes.map(() => 0n);
  let flags = 0;
  const values = plan.nodes.map((node, at) => {
    const aspect = plan.aspects[at];
    const read =
      aspect === undefined ? { value: sums[at] ?? 0n, flag: 0 } : readAspect(aspect, marksOf(aspect, marks, base + at, aspectCount));
    flags |= read.flag;
    const value = read.value === null ? 0n : node.operations.reduce(applyBig, read.value);
    if (node.parent !== null) sums[node.parent] = (sums[node.parent] ?? 0n) + value * node.scale;
    return value;
  });
  const before = (values.at(-1) ?? 0n) * plan.afterPenalties.scale;
  const taken = plan.subtracted.reduce((sum, { node, scale }) => sum + (values[node] ?? 0n) * scale, 0n);
  if (plan.disqualifying.some((node) => (values[node] ?? 0n) > 0n)) flags |= DISQUALIFIED;
  return { total: plan.afterPenalties.operations.reduce(applyBig, before - taken), flags, values };
}

function marksOf(aspect: AspectPlan, marks: Int32Array, base: number, aspectCount: number): readonly bigint[] {
  const all = Array.from({ length: aspect.seatCount }, (_, seat) => marks[base + (aspect.firstSeat + seat) * aspectCount] ?? ABSENT);
  return all.filter((mark) => mark !== ABSENT).map(BigInt);
}

function readAspect(aspect: AspectPlan, marks: readonly bigint[]): { readonly value: bigint | null; readonly flag: number } {
  const kept =
    marks.length === 0
      ? null
      : keptMarks(
          aspect.aggregate,
          marks.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
        );
  if (kept === 'disagreement') return { value: null, flag: INCOMPLETE };
  if (kept === null) return { value: null, flag: aspect.isNeeded ? INCOMPLETE : 0 };
  return { value: kept.reduce((sum, mark) => sum + mark, 0n) * (aspect.shares[kept.length] ?? 0n), flag: 0 };
}

/** The marks whose sum × share is the value, out of marks in ascending order. */
function keptMarks(aggregate: Aggregate, order: readonly bigint[]): readonly bigint[] | 'disagreement' | null {
  const half = order.length >> 1;
  switch (aggregate.kind) {
    case 'mean':
    case 'sum':
      return order;
    case 'best':
      return order.slice(-1);
    case 'median':
      return order.slice(order.length % 2 === 1 ? half : half - 1, half + 1);
    case 'consensus':
      return order[0] === order.at(-1) ? order.slice(0, 1) : 'disagreement';
    case 'trimmedMean':
      if (order.length > 2 * aggregate.drop) return order.slice(aggregate.drop, order.length - aggregate.drop);
      return aggregate.fallback === 'unmarked' ? null : keptMarks({ kind: aggregate.fallback }, order);
    default:
      return aggregate satisfies never;
  }
}

function applyBig(value: bigint, operation: Operation): bigint {
  switch (operation.kind) {
    case 'multiply':
      return value * operation.by;
    case 'clamp':
      return value < operation.min ? operation.min : value > operation.max ? operation.max : value;
    case 'round': {
      const size = (value < 0n ? -value : value) * operation.multiply;
      const whole = size / operation.divide;
      const twiceRest = 2n * (size % operation.divide);
      const goesUp = twiceRest > operation.divide || (twiceRest === operation.divide && (!operation.isEven || whole % 2n === 1n));
      const rounded = goesUp ? whole + 1n : whole;
      return value < 0n ? -rounded : rounded;
    }
    default:
      return operation satisfies never;
  }
}
