import { fraction, type Points } from '../points.js';
import type { RuleSet } from '../rules.js';
import { type Scheme, seatsOf } from '../scheme.js';
import { ABSENT } from '../sheet.js';
import { evaluateBig } from './bigints.js';
import { DISQUALIFIED, INCOMPLETE, numberRun } from './numbers.js';
import { compilePlan, type Plan } from './plan.js';

/**
 * A scheme and its rules compiled for many entries. Marks stand in one Int32Array: entry by entry, in each seat by seat
 * (order of `seats`), in each one number per aspect as in a sheet. Totals and nodes come out as whole numbers over known denominators.
 */
export type Kernel = {
  readonly seats: readonly string[];
  readonly aspectCount: number;
  /** Whether every number is proven to stay below 2^53; otherwise bigints are used, slower but as exact. */
  readonly isNarrow: boolean;
  /** Room for the marks of so many entries, all absent. */
  readonly emptyMarks: (entryCount: number) => Int32Array;
  /** Puts one sheet in its place. Throws a RangeError when it is not a sheet of this scheme or a mark is outside its aspect's range. */
  readonly putSheet: (marks: Int32Array, entry: number, seat: number, sheet: Uint8Array) => void;
  /** Evaluates all entries. */
  readonly run: (marks: Int32Array) => KernelResult;
  /** Evaluates one entry again into a result of the same marks. */
  readonly rerun: (marks: Int32Array, entry: number, result: KernelResult) => void;
};

/** Exact numbers by entry index. Numerators are whole; divide by `denominator`. */
export type KernelResult = {
  readonly count: number;
  readonly total: Column;
  readonly flags: Uint8Array;
  /** Criteria, modules and the nodes of tie keys, by id. */
  readonly nodes: ReadonlyMap<string, Column>;
};

export type Column = { readonly denominator: bigint; readonly numerators: Float64Array | bigint[] };

const SAFE = 2n ** 53n;
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Compiles a validated scheme and rules that fit it. */
export function compileKernel(scheme: Scheme, rules: RuleSet): Kernel {
  const plan = compilePlan(scheme, rules);
  const keep = keptNodes(plan, scheme, rules);
  const isNarrow = plan.peak < SAFE;
  const runNumbers = numberRun(plan, keep);
  const stride = plan.seatCount * plan.aspects.length;

  const evaluate = (marks: Int32Array, from: number, to: number, result: KernelResult): void => {
    const { numerators } = result.total;
    const columns = [...result.nodes.values()].map((column) => column.numerators);
    if (numerators instanceof Float64Array) {
      runNumbers(marks, from, to, {
        totals: numerators,
        flags: result.flags,
        kept: columns.filter((column) => column instanceof Float64Array),
      });
      return;
    }
    for (let entry = from; entry < to; entry++) {
      const { total, flags, values } = evaluateBig(plan, marks, entry);
      numerators[entry] = total;
      result.flags[entry] = flags;
      columns.forEach((column, at) => {
        if (!(column instanceof Float64Array)) column[entry] = values[keep[at] ?? 0] ?? 0n;
      });
    }
  };

  return {
    seats: seatsOf(scheme),
    aspectCount: plan.aspects.length,
    isNarrow,
    emptyMarks: (entryCount) => new Int32Array(entryCount * stride).fill(ABSENT),
    putSheet: (marks, entry, seat, sheet) => putSheet(plan, marks, entry * stride + seat * plan.aspects.length, sheet),
    run: (marks) => {
      const count = marks.length / stride;
      const column = (denominator: bigint): Column => ({
        denominator,
        numerators: isNarrow ? new Float64Array(count) : Array.from({ length: count }, () => 0n),
      });
      const nodes = new Map(
        keep.flatMap((at) => (plan.nodes[at] === undefined ? [] : [[plan.nodes[at].id, column(plan.nodes[at].value.denominator)]])),
      );
      const result: KernelResult = { count, total: column(plan.denominator), flags: new Uint8Array(count), nodes };
      evaluate(marks, 0, count, result);
      return result;
    },
    rerun: (marks, entry, result) => evaluate(marks, entry, entry + 1, result),
  };
}

/** The points of an entry in a column, as an exact fraction. */
export function pointsAt(column: Column, entry: number): Points {
  return fraction(BigInt(column.numerators[entry] ?? 0), column.denominator);
}

export function isIncomplete(result: KernelResult, entry: number): boolean {
  return ((result.flags[entry] ?? 0) & INCOMPLETE) !== 0;
}

export function isDisqualified(result: KernelResult, entry: number): boolean {
  return ((result.flags[entry] ?? 0) & DISQUALIFIED) !== 0;
}

function keptNodes(plan: Plan, scheme: Scheme, rules: RuleSet): readonly number[] {
  const keys = rules.places.ties.keys.flatMap((key) => (key.key === 'node' ? [key.node] : []));
  const wanted = new Set([...scheme.criteria, ...rules.modules].map(({ id }) => id).concat(keys));
  return plan.nodes.flatMap(({ id }, at) => (wanted.has(id) ? [at] : []));
}

function putSheet(plan: Plan, marks: Int32Array, at: number, sheet: Uint8Array): void {
  if (sheet.byteLength !== plan.aspects.length * 4) throw new RangeError('The sheet does not belong to this scheme');
  if (at < 0 || at + plan.aspects.length > marks.length) throw new RangeError('There is no room for this sheet');
  if (isLittleEndian) new Uint8Array(marks.buffer, marks.byteOffset, marks.byteLength).set(sheet, at * 4);
  else {
    const view = new DataView(sheet.buffer, sheet.byteOffset, sheet.byteLength);
    for (let index = 0; index < plan.aspects.length; index++) marks[at + index] = view.getInt32(index * 4, true);
  }
  for (let index = 0; index < plan.aspects.length; index++) {
    const mark = marks[at + index] ?? ABSENT;
    const aspect = plan.aspects[index];
    if (mark !== ABSENT && aspect !== undefined && (mark < aspect.min || mark > aspect.max))
      throw new RangeError(`A mark for ${aspect.id} is out of range`);
  }
}
