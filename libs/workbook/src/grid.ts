import { decimalIn } from './text.rules.js';

/**
 * One cell that holds something. `text` is tidy: no blanks around it; a number is a plain decimal string of at most 15 significant
 * digits, a date `2026-05-01` or an instant, a boolean `TRUE` or `FALSE`. A formula stands as its last computed value.
 */
export type Cell = { readonly kind: 'text' | 'number' | 'boolean' | 'date'; readonly text: string };

/** One worksheet, or the whole of a CSV file, from its first row; rows may differ in length, empty cells are null. */
export type Grid = { readonly name: string; readonly rows: readonly (readonly (Cell | null)[])[] };

/** A file that has been read: its grids in order and the SHA-256 of its bytes in hexadecimal. */
export type Workbook = { readonly format: 'xlsx' | 'csv'; readonly grids: readonly Grid[]; readonly sha256: string };

/** The cell at a place counted from 0, or null. */
export function cellAt(grid: Grid, row: number, column: number): Cell | null {
  return grid.rows[row]?.[column] ?? null;
}

/** The text at a place counted from 0; empty when there is none. */
export function textAt(grid: Grid, row: number, column: number): string {
  return cellAt(grid, row, column)?.text ?? '';
}

/** The number at a place counted from 0 as a plain decimal string, also from text such as `１００分`; null when it is none. */
export function decimalAt(grid: Grid, row: number, column: number): string | null {
  const cell = cellAt(grid, row, column);
  return cell === null || cell.kind === 'boolean' || cell.kind === 'date' ? null : decimalIn(cell.text);
}

/** True when nothing stands in the row from `fromColumn` on. */
export function isBlankRow(grid: Grid, row: number, fromColumn = 0): boolean {
  return (grid.rows[row] ?? []).slice(fromColumn).every((cell) => cell === null);
}

/** A place as people find it, `Sheet!F12`; row and column are counted from 0. */
export function addressOf(grid: Grid, row: number, column: number): string {
  return `${grid.name}!${columnLetters(column)}${row + 1}`;
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}
