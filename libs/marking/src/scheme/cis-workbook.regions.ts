import type { Section, Text } from '#scoring';
import {
  cell,
  checkHeader,
  complain,
  type HeaderCell,
  isAtEnd,
  isBlank,
  isHeader,
  isTotalRow,
  positive,
  type Reading,
} from './cis-workbook.reading.js';

const SECTIONS: readonly HeaderCell[] = [
  { title: 'Section', pattern: /^(wsos)?section$/ },
  { title: 'Name', pattern: /^name/ },
  { title: 'WSOS Marks', pattern: /^wsosmarks?$/ },
  { title: 'Aspect Marks', pattern: /^aspectmarks?$/ },
  { title: 'Variation', pattern: /^variation$/ },
];

const CRITERIA: readonly HeaderCell[] = [
  { title: 'ID', pattern: /^id$/ },
  { title: 'Name', pattern: /^name/ },
  { title: 'Mark', pattern: /^marks?$/ },
];

/** A line of the second region: what the criterion is called and declares, and the row that says so. */
export type CriterionLine = { readonly id: string; readonly name: Text; readonly worth: string | null; readonly row: number };

export type SectionLine = Section & { readonly row: number };

/** The first region: `Section | Name | WSOS Marks | Aspect Marks | Variation`. The last two are recomputed, not read. */
export function readSections(reading: Reading): readonly SectionLine[] {
  if (!seek(reading, SECTIONS, 1)) return [];
  return lines(reading, () => {
    const worth = positive(reading, 2);
    return { id: cell(reading, 0), name: textOf(cell(reading, 1)), worth: worth ?? '0', row: reading.row };
  });
}

/** The second region: `ID | Name | Mark`. */
export function readCriteria(reading: Reading): readonly CriterionLine[] {
  if (!seek(reading, CRITERIA, 1)) return [];
  return lines(reading, () => {
    if (cell(reading, 1) === '') complain(reading, reading.row, 1, 'SCHEME_DESCRIPTION_MISSING');
    return { id: cell(reading, 0).toUpperCase(), name: textOf(cell(reading, 1)), worth: positive(reading, 2), row: reading.row };
  });
}

/** A name as the file has it: Chinese where it holds Chinese, else the same in both languages. */
export function textOf(text: string): Text {
  return /\p{Script=Han}/u.test(text) ? { 'zh-CN': text } : { 'zh-CN': text, en: text };
}

/** Moves to the row after the header of a region; complains when there is none before the first block. */
function seek(reading: Reading, header: readonly HeaderCell[], columns: number): boolean {
  const start = reading.row;
  while (!isAtEnd(reading) && !isHeader(reading, header, columns)) reading.row++;
  if (isAtEnd(reading)) {
    reading.row = start;
    complain(reading, start, 0, 'SCHEME_REGION_MISSING', { expected: header.map(({ title }) => title).join(' | ') });
    return false;
  }
  checkHeader(reading, header);
  reading.row++;
  return true;
}

/** The lines of a region until a blank row, its own total row or the end; ids must differ. */
function lines<L extends { readonly id: string }>(reading: Reading, read: () => L): readonly L[] {
  const found: L[] = [];
  while (!isAtEnd(reading) && !isBlank(reading) && !isTotalRow(reading)) {
    const line = read();
    if (found.some(({ id }) => id === line.id)) complain(reading, reading.row, 0, 'SCHEME_ID_TWICE', { id: line.id });
    else if (line.id === '') complain(reading, reading.row, 0, 'SCHEME_DESCRIPTION_MISSING');
    else found.push(line);
    reading.row++;
  }
  if (!isAtEnd(reading) && isTotalRow(reading)) reading.row++;
  return found;
}
