import type { Aspect, SubCriterion, Text } from '#scoring';
import { headerKey } from '#workbook';
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
  short,
} from './cis-workbook.reading.js';
import { textOf } from './cis-workbook.regions.js';

/** Columns A–K of a block; the order is the file's. */
const BLOCK: readonly HeaderCell[] = [
  { title: 'Sub Criterion ID', pattern: /^sub(criteri(on|a))?id/ },
  { title: 'Sub Criterion Name or Description', pattern: /^sub(criteri(on|a))?(name|description)/ },
  { title: 'Day of Marking', pattern: /^day/ },
  { title: 'Aspect Type', pattern: /^(aspect)?type/ },
  { title: 'Aspect Description', pattern: /^aspect/ },
  { title: 'Judgement Score', pattern: /^judge?(ment)?/ },
  { title: 'Extra Aspect Description or Judgement Score Description', pattern: /^(extra|judge?(ment)?)/ },
  { title: 'Requirement', pattern: /^requirement/ },
  { title: 'WSOS Section', pattern: /section/ },
  { title: 'Calculation Row', pattern: /^calculation/ },
  { title: 'Max Mark', pattern: /^max/ },
];
const [SUB_ID, SUB_NAME, DAY, KIND, DESCRIPTION, LEVEL, EXTRA, REQUIREMENT, SECTION, , MAX] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const CRITERION = 11;

const KINDS: Readonly<Record<string, Aspect['kind']>> = { M: 'measurement', O: 'measurement', J: 'judgement' };

/** Panels that the file does not know: one agreed seat for what is measured, three judges at once for what is judged. */
export const MEASUREMENT_PANEL = 'measurement';
export const JUDGEMENT_PANEL = 'judgement';

/** One block: the criterion that its header names, its sub-criteria, and the row of that header. */
export type Block = { readonly criterion: string; readonly subCriteria: readonly SubCriterion[]; readonly row: number };

type OpenSubCriterion = Omit<SubCriterion, 'aspects'> & { readonly aspects: Aspect[]; readonly row: number };

/** All blocks until the total row or the end of the sheet; whatever follows the total row is refused. */
export function readBlocks(reading: Reading, sectionIds: ReadonlySet<string>): readonly Block[] {
  const blocks: Block[] = [];
  while (!isAtEnd(reading)) {
    if (isHeader(reading, BLOCK, 1)) blocks.push(readBlock(reading, sectionIds));
    else if (isTotalRow(reading)) return refuseRest(reading, blocks);
    else {
      if (!isBlank(reading)) complain(reading, reading.row, firstColumn(reading), 'SCHEME_ASPECT_OUTSIDE');
      reading.row++;
    }
  }
  return blocks;
}

function readBlock(reading: Reading, sectionIds: ReadonlySet<string>): Block {
  const { row } = reading;
  checkHeader(reading, BLOCK);
  const criterion = /^criteri(?:on|a)([a-z0-9]+)$/.exec(headerKey(cell(reading, CRITERION)))?.[1]?.toUpperCase() ?? '';
  if (criterion === '')
    complain(reading, row, CRITERION, 'SCHEME_HEADER_WRONG', { expected: 'Criterion X', found: short(cell(reading, CRITERION)) });
  const subCriteria: OpenSubCriterion[] = [];
  reading.row++;
  while (!isAtEnd(reading) && !isHeader(reading, BLOCK, 1) && !isTotalRow(reading)) {
    if (cell(reading, SUB_ID) !== '') subCriteria.push(openSubCriterion(reading, criterion, subCriteria.length + 1));
    if (hasAspect(reading)) readAspectInto(reading, subCriteria.at(-1), sectionIds);
    else reading.row++;
  }
  for (const { id, aspects, row: at } of subCriteria)
    if (aspects.length === 0) complain(reading, at, SUB_ID, 'SCHEME_SUB_CRITERION_EMPTY', { id });
  return { criterion, subCriteria: subCriteria.map(({ row: _, ...subCriterion }) => subCriterion), row };
}

function openSubCriterion(reading: Reading, criterion: string, number: number): OpenSubCriterion {
  const found = cell(reading, SUB_ID).toUpperCase();
  const expected = `${criterion}${number}`;
  if (found !== expected) complain(reading, reading.row, SUB_ID, 'SCHEME_SUB_CRITERION_ORDER', { expected, found: short(found) });
  if (cell(reading, SUB_NAME) === '') complain(reading, reading.row, SUB_NAME, 'SCHEME_DESCRIPTION_MISSING');
  const day = cell(reading, DAY);
  return { id: expected, name: textOf(cell(reading, SUB_NAME)), ...(day === '' ? {} : { day }), aspects: [], row: reading.row };
}

function hasAspect(reading: Reading): boolean {
  return [KIND, DESCRIPTION, LEVEL, EXTRA, REQUIREMENT, MAX].some((column) => cell(reading, column) !== '');
}

function readAspectInto(reading: Reading, subCriterion: OpenSubCriterion | undefined, sectionIds: ReadonlySet<string>): void {
  if (subCriterion === undefined) complain(reading, reading.row, firstColumn(reading), 'SCHEME_ASPECT_OUTSIDE');
  const id = `${subCriterion?.id ?? ''}.${(subCriterion?.aspects.length ?? 0) + 1}`;
  const aspect = readAspect(reading, id, sectionIds);
  if (aspect !== null) subCriterion?.aspects.push(aspect);
}

/** The aspect in this row, with the four rows of a judgement; leaves the reading on the next row. */
function readAspect(reading: Reading, id: string, sectionIds: ReadonlySet<string>): Aspect | null {
  const { row } = reading;
  const kind = KINDS[cell(reading, KIND).toUpperCase()];
  if (kind === undefined) {
    if (cell(reading, LEVEL) === '') complain(reading, row, KIND, 'SCHEME_ASPECT_KIND', { found: short(cell(reading, KIND)) });
    else complain(reading, row, LEVEL, 'SCHEME_LEVEL_EXTRA', { found: short(cell(reading, LEVEL)) });
    reading.row++;
    return null;
  }
  if (cell(reading, DESCRIPTION) === '') complain(reading, row, DESCRIPTION, 'SCHEME_DESCRIPTION_MISSING');
  if (kind === 'measurement' && cell(reading, REQUIREMENT) === '') complain(reading, row, REQUIREMENT, 'SCHEME_REQUIREMENT_MISSING');
  const section = cell(reading, SECTION);
  if (!sectionIds.has(section)) complain(reading, row, SECTION, 'SCHEME_SECTION_UNKNOWN', { found: short(section) });
  const worth = positive(reading, MAX) ?? '0';
  const requirement = [cell(reading, EXTRA), cell(reading, REQUIREMENT)].filter((part) => part !== '').join('\n');
  reading.row++;
  return {
    id,
    name: textOf(cell(reading, DESCRIPTION, row)),
    kind,
    worth,
    range: kind === 'judgement' ? { min: '0', max: '3', step: '1' } : { min: '0', max: worth, step: stepOf(worth) },
    panel: kind === 'judgement' ? JUDGEMENT_PANEL : MEASUREMENT_PANEL,
    section,
    ...(requirement === '' ? {} : { requirement: textOf(requirement) }),
    ...(kind === 'judgement' ? { levels: readLevels(reading) } : {}),
  };
}

/** The four rows 0, 1, 2, 3 after a judgement; the first that is another ends the reading of them. */
function readLevels(reading: Reading): readonly Text[] {
  const levels: Text[] = [];
  for (const level of ['0', '1', '2', '3']) {
    const found = cell(reading, LEVEL);
    if (found !== level || cell(reading, KIND) !== '') {
      complain(reading, reading.row, LEVEL, 'SCHEME_LEVELS', { expected: level, found: short(found) });
      break;
    }
    const text = cell(reading, EXTRA);
    if (text === '') complain(reading, reading.row, EXTRA, 'SCHEME_LEVEL_WITHOUT_TEXT', { level });
    levels.push(textOf(text));
    reading.row++;
  }
  return levels;
}

/** Part marks of a measurement: hundredths, or as fine as its worth is given. */
function stepOf(worth: string): string {
  return `0.${'1'.padStart(Math.max(2, worth.split('.')[1]?.length ?? 0), '0')}`;
}

function refuseRest(reading: Reading, blocks: readonly Block[]): readonly Block[] {
  for (reading.row++; !isAtEnd(reading); reading.row++) {
    if (!isBlank(reading)) {
      complain(reading, reading.row, firstColumn(reading), 'SCHEME_AFTER_END');
      break;
    }
  }
  return blocks;
}

function firstColumn(reading: Reading): number {
  return Math.max(
    0,
    (reading.grid.rows[reading.row] ?? []).findIndex((found) => found !== null),
  );
}
