import { type Gather, gathererOf, type Missing, type Window } from './gather.js';
import type { AspectPlan, Plan } from './plan.js';
import { addRow, passOf, type RowPass } from './rows.js';

/** Where a run leaves its numbers: totals, flags, and the numerators of the nodes that are kept, by entry. */
export type NumberTarget = { readonly totals: Float64Array; readonly flags: Uint8Array; readonly kept: readonly Float64Array[] };

export const INCOMPLETE = 1;
export const DISQUALIFIED = 2;

/**
 * Evaluates entries `from` (included) to `to` (excluded) with plain numbers. Only for plans whose peak is below 2^53:
 * every number on the way is then a whole number that a double holds exactly.
 * Marks stand entry by entry, in each seat by seat, in each one Int32 per aspect.
 */
export type NumberRun = (marks: Int32Array, from: number, to: number, target: NumberTarget) => void;

/** Marks of one block stay in the cache of a core while aspect after aspect reads them. */
const BLOCK_BYTES = 96 * 1024;
const SMALL = 2 ** 30;

/**
 * Lays a plan out as passes over blocks of entries: gather an aspect, apply its operations, add it to its parent;
 * then the nodes above in order. `keep` are the nodes whose numerators are stored.
 */
export function numberRun(plan: Plan, keep: readonly number[]): NumberRun {
  const aspectCount = plan.aspects.length;
  const entryStride = plan.seatCount * aspectCount;
  const block = Math.min(256, Math.max(16, Math.floor(BLOCK_BYTES / (4 * entryStride))));
  const total = plan.nodes.length - 1;
  const cells = new Float64Array((plan.nodes.length + 1) * block);
  const result = plan.nodes.length * block;
  const missing: Missing = { list: new Int32Array(block), unmarked: 0, disagreeing: 0 };
  const gatherers = plan.aspects.map(gathererFor);
  const nodes = plan.nodes.map((node, at) => ({
    row: at * block,
    passes: node.operations.map(passOf),
    parent: node.parent === null ? null : node.parent * block,
    scale: Number(node.scale),
  }));
  const after = plan.afterPenalties.operations.map(passOf);
  const subtracted = plan.subtracted.map(({ node, scale }) => ({ row: node * block, scale: -Number(scale) }));

  const evaluateBlock = (marks: Int32Array, from: number, count: number, target: NumberTarget): void => {
    cells.fill(0, aspectCount * block);
    target.flags.fill(0, from, from + count);
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      const aspect = plan.aspects[at];
      const gather = gatherers[at];
      if (node === undefined) continue;
      if (aspect !== undefined && gather !== undefined) {
        missing.unmarked = 0;
        missing.disagreeing = 0;
        gather(marks, windowOf(aspect, from * entryStride + at, entryStride, aspectCount), count, cells, node.row, missing);
      }
      applyAll(node.passes, cells, node.row, node.row + count);
      if (aspect !== undefined) settleMissing(missing, aspect.isNeeded, cells, node.row, target.flags, from);
      if (node.parent !== null) addRow(cells, node.row, node.parent, count, node.scale);
    }
    addRow(cells, total * block, result, count, Number(plan.afterPenalties.scale));
    for (const { row, scale } of subtracted) addRow(cells, row, result, count, scale);
    applyAll(after, cells, result, result + count);
    for (const node of plan.disqualifying) flagAboveZero(cells, node * block, count, target.flags, from);
    target.totals.set(cells.subarray(result, result + count), from);
    keep.forEach((node, at) => {
      target.kept[at]?.set(cells.subarray(node * block, node * block + count), from);
    });
  };

  return (marks, from, to, target) => {
    for (let start = from; start < to; start += block) evaluateBlock(marks, start, Math.min(block, to - start), target);
  };
}

function gathererFor(aspect: AspectPlan): Gather {
  const isSmall = Math.max(Math.abs(aspect.min), Math.abs(aspect.max)) < SMALL;
  return gathererOf(aspect.aggregate, Float64Array.from(aspect.shares, Number), aspect.seatCount, isSmall);
}

function windowOf(aspect: AspectPlan, start: number, entryStride: number, seatStride: number): Window {
  return { start: start + aspect.firstSeat * seatStride, entryStride, seatStride, seatCount: aspect.seatCount };
}

function applyAll(passes: readonly RowPass[], cells: Float64Array, start: number, end: number): void {
  for (const pass of passes) pass(cells, start, end);
}

/** An aspect without a value is worth nothing, whatever its steps would make of zero; where it is needed, the entry is incomplete. */
function settleMissing(missing: Missing, isNeeded: boolean, cells: Float64Array, row: number, flags: Uint8Array, from: number): void {
  for (let at = 0; at < missing.unmarked; at++) {
    const entry = missing.list[at] ?? 0;
    cells[row + entry] = 0;
    if (isNeeded) flags[from + entry] = INCOMPLETE;
  }
  for (let at = 1; at <= missing.disagreeing; at++) {
    const entry = missing.list[missing.list.length - at] ?? 0;
    cells[row + entry] = 0;
    flags[from + entry] = INCOMPLETE;
  }
}

function flagAboveZero(cells: Float64Array, row: number, count: number, flags: Uint8Array, from: number): void {
  for (let at = 0; at < count; at++) {
    if ((cells[row + at] ?? 0) > 0) flags[from + at] = (flags[from + at] ?? 0) | DISQUALIFIED;
  }
}
