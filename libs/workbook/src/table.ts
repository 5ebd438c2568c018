import { DomainError, type ProblemDetail } from '#kernel';
import { addressOf, type Grid, textAt } from './grid.js';
import { headerKey } from './text.rules.js';

/** One column that an import knows: every title it may have, in Chinese or English; the first title names it in messages. */
export type ColumnSpec = { readonly titles: readonly string[]; readonly required: boolean };

/** One row of a table: its texts by column key (empty when the cell or column is missing) and where each stands. */
export type TableRow<K extends string> = {
  /** The row's number as the spreadsheet shows it. */
  readonly number: number;
  /** The row with its worksheet, `Entries!4`. */
  readonly place: string;
  readonly text: (column: K) => string;
  /** The address of the cell, for problems. A column that the file does not have is named by its row. */
  readonly address: (column: K) => string;
};

const HEADER_SEARCH_ROWS = 10;

/**
 * Reads a plain table: finds the header among the first ten rows by the titles of its columns, whatever their order, case, width or
 * marks, and gives the rows beneath it that are not blank. Unknown columns are ignored.
 * Throws WORKBOOK_INVALID with WORKBOOK_HEADER_MISSING or WORKBOOK_COLUMN_TWICE for each column concerned.
 */
export function readTable<K extends string>(grid: Grid, columns: Readonly<Record<K, ColumnSpec>>): readonly TableRow<K>[] {
  const keys = Object.keys(columns).filter((key): key is K => key in columns);
  const header = headerRow(
    grid,
    keys.flatMap((key) => columns[key].titles),
  );
  const places = new Map(keys.map((key) => [key, placesOf(grid, header, columns[key])]));
  refuseBadHeader(
    grid,
    header,
    keys.map((key) => ({ spec: columns[key], found: places.get(key) ?? [] })),
  );
  return grid.rows.flatMap((row, at) => {
    if (at <= header || row.every((cell) => cell === null)) return [];
    const columnOf = (key: K) => places.get(key)?.[0] ?? -1;
    return [
      {
        number: at + 1,
        place: `${grid.name}!${at + 1}`,
        text: (key: K) => textAt(grid, at, columnOf(key)),
        address: (key: K) => (columnOf(key) < 0 ? `${grid.name}!${at + 1}` : addressOf(grid, at, columnOf(key))),
      },
    ];
  });
}

/** The row with the most known titles; the first one when none has any. */
function headerRow(grid: Grid, titles: readonly string[]): number {
  const known = new Set(titles.map(headerKey));
  const hits = grid.rows
    .slice(0, HEADER_SEARCH_ROWS)
    .map((row) => row.filter((cell) => cell !== null && known.has(headerKey(cell.text))).length);
  return Math.max(0, hits.indexOf(Math.max(...hits)));
}

function placesOf(grid: Grid, header: number, spec: ColumnSpec): readonly number[] {
  const titles = new Set(spec.titles.map(headerKey));
  return (grid.rows[header] ?? []).flatMap((cell, column) => (cell !== null && titles.has(headerKey(cell.text)) ? [column] : []));
}

function refuseBadHeader(grid: Grid, header: number, columns: readonly { spec: ColumnSpec; found: readonly number[] }[]): void {
  const details = columns.flatMap(({ spec, found }): readonly ProblemDetail[] => {
    const params = { column: spec.titles[0] ?? '' };
    if (found.length > 1) return [{ path: addressOf(grid, header, found[1] ?? 0), code: 'WORKBOOK_COLUMN_TWICE', params }];
    return found.length === 0 && spec.required ? [{ path: `${grid.name}!${header + 1}`, code: 'WORKBOOK_HEADER_MISSING', params }] : [];
  });
  if (details.length > 0) throw new DomainError('WORKBOOK_INVALID', { count: details.length }, details);
}
