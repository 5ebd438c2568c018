import type { ProblemDetail } from '#kernel';
import { addressOf, decimalAt, type Grid, headerKey, isBlankRow, textAt } from '#workbook';

/** Where the reader stands in the worksheet, and everything found wrong so far. Rows and columns are counted from 0. */
export type Reading = { readonly grid: Grid; row: number; readonly details: ProblemDetail[] };

/** Notes what is wrong with a cell; reading goes on, so that one import shows all mistakes. */
export function complain(reading: Reading, row: number, column: number, code: string, params: ProblemDetail['params'] = {}): void {
  reading.details.push({ path: addressOf(reading.grid, row, column), code, params });
}

export function cell(reading: Reading, column: number, row = reading.row): string {
  return textAt(reading.grid, row, column);
}

/** A number above zero; complains and gives null otherwise. */
export function positive(reading: Reading, column: number): string | null {
  const decimal = decimalAt(reading.grid, reading.row, column);
  if (decimal !== null && decimal !== '0' && !decimal.startsWith('-') && decimal.replace('.', '').length <= 12) return decimal;
  complain(reading, reading.row, column, 'SCHEME_MARK_WRONG', { found: short(cell(reading, column)) });
  return null;
}

export function isAtEnd(reading: Reading): boolean {
  return reading.row >= reading.grid.rows.length;
}

export function isBlank(reading: Reading): boolean {
  return isBlankRow(reading.grid, reading.row);
}

/** A row that begins with `Total`, 合计 or the like, in whatever column. What the row adds up to is not read: it is computed from the aspects. */
export function isTotalRow(reading: Reading): boolean {
  const first = reading.grid.rows[reading.row]?.find((found) => found !== null);
  return /^((grand)?total(s|marks?)?|合计|总计|总分)$/.test(headerKey(first?.text ?? ''));
}

/** One column of a header: what it is called in messages, and what its text must begin with once blanks, marks and case are gone. */
export type HeaderCell = { readonly title: string; readonly pattern: RegExp };

/** True when the row's cells match the header from its first column on, as far as `columns` says. */
export function isHeader(reading: Reading, header: readonly HeaderCell[], columns: number): boolean {
  return header.slice(0, columns).every(({ pattern }, column) => pattern.test(headerKey(cell(reading, column))));
}

/** Complains about every cell of a header row that says something else. */
export function checkHeader(reading: Reading, header: readonly HeaderCell[]): void {
  header.forEach(({ title, pattern }, column) => {
    const found = cell(reading, column);
    if (!pattern.test(headerKey(found)))
      complain(reading, reading.row, column, 'SCHEME_HEADER_WRONG', { expected: title, found: short(found) });
  });
}

/** Texts of a file are shown in problems, but not ten thousand characters of them. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
