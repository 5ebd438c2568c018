import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { CompetitionPackage } from '#scoring';

/** One skill to be scored, and what the source says must come out. The expectation never enters the package. */
export type Trial<Expected> = {
  readonly slug: string;
  readonly package: CompetitionPackage;
  readonly expected: readonly Expected[];
};

export type Row = Readonly<Record<string, string>>;

/** The rows of a UTF-8 CSV file by its header. */
export function readRows(file: string): readonly Row[] {
  return parse(readFileSync(file), { columns: true, bom: true, skip_empty_lines: true }) as Row[];
}

/** The value of a column; a missing column is an error of the file. */
export function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`The file has no column ${column}`);
  return value;
}

/** `Grand Prix Final 2017` → `grand-prix-final-2017`. */
export function slugOf(...names: readonly string[]): string {
  return names
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** How many of a kind agree, and a line for each that does not. */
export type Tally = { readonly exact: number; readonly of: number; readonly wrong: readonly string[] };

export function tally(pairs: readonly { readonly name: string; readonly expected: string; readonly got: string }[]): Tally {
  const wrong = pairs.filter(({ expected, got }) => expected !== got);
  return {
    exact: pairs.length - wrong.length,
    of: pairs.length,
    wrong: wrong.map(({ name, expected, got }) => `${name}: expected ${expected}, got ${got}`),
  };
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    exact: tallies.reduce((total, { exact }) => total + exact, 0),
    of: tallies.reduce((total, { of }) => total + of, 0),
    wrong: tallies.flatMap(({ wrong }) => wrong),
  };
}

/** Whether everything was compared and agreed; comparing nothing is no agreement. */
export function isExact({ exact, of }: Tally): boolean {
  return of > 0 && exact === of;
}
