import type { Operation } from './value.js';

/** A row holds one node's numbers for a block of entries: cells `start` to `end` (excluded). Each pass is one tight loop. */
export type RowPass = (cells: Float64Array, start: number, end: number) => void;

/** The pass of one operation. All numbers stay whole and below 2^53. */
export function passOf(operation: Operation): RowPass {
  switch (operation.kind) {
    case 'multiply': {
      const by = Number(operation.by);
      return (cells, start, end) => multiplyRow(cells, start, end, by);
    }
    case 'clamp': {
      const [min, max] = [Number(operation.min), Number(operation.max)];
      return (cells, start, end) => clampRow(cells, start, end, min, max);
    }
    case 'round': {
      const [multiply, divide] = [Number(operation.multiply), Number(operation.divide)];
      const pass = operation.isEven ? roundRowEven : roundRow;
      return (cells, start, end) => pass(cells, start, end, 2 * multiply, divide, 2 * divide);
    }
    default:
      return operation satisfies never;
  }
}

/** Adds a row × scale to another; what is added up is small enough to stay exact. */
export function addRow(cells: Float64Array, from: number, to: number, count: number, scale: number): void {
  for (let at = 0; at < count; at++) cells[to + at] = (cells[to + at] ?? 0) + (cells[from + at] ?? 0) * scale;
}

function multiplyRow(cells: Float64Array, start: number, end: number, by: number): void {
  for (let at = start; at < end; at++) cells[at] = (cells[at] ?? 0) * by;
}

function clampRow(cells: Float64Array, start: number, end: number, min: number, max: number): void {
  for (let at = start; at < end; at++) cells[at] = Math.min(Math.max(cells[at] ?? 0, min), max);
}

/** Half away from zero: ⌊(2·|x|·m + d) / 2d⌋ with the sign of x. The quotient of whole numbers below 2^53 never rounds up to the next whole. */
function roundRow(cells: Float64Array, start: number, end: number, twiceMultiply: number, divide: number, twiceDivide: number): void {
  for (let at = start; at < end; at++) {
    const value = cells[at] ?? 0;
    const rounded = Math.floor((Math.abs(value) * twiceMultiply + divide) / twiceDivide);
    cells[at] = value < 0 ? -rounded : rounded;
  }
}

/** The same, but an exact half goes to the even neighbour. */
function roundRowEven(cells: Float64Array, start: number, end: number, twiceMultiply: number, divide: number, twiceDivide: number): void {
  for (let at = start; at < end; at++) {
    const value = cells[at] ?? 0;
    const size = Math.abs(value) * twiceMultiply + divide;
    const up = Math.floor(size / twiceDivide);
    const rounded = up * twiceDivide === size && up % 2 === 1 ? up - 1 : up;
    cells[at] = value < 0 ? -rounded : rounded;
  }
}
