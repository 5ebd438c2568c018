import { DomainError } from '#kernel';
import { type Criterion, comparePoints, type Panel, type Points, parseDecimal, type Scheme, type SubCriterion, toDecimal } from '#scoring';
import { type Grid, headerKey, type Workbook } from '#workbook';
import { type Block, JUDGEMENT_PANEL, MEASUREMENT_PANEL, readBlocks } from './cis-workbook.block.js';
import { complain, type Reading } from './cis-workbook.reading.js';
import { type CriterionLine, readCriteria, readSections, type SectionLine } from './cis-workbook.regions.js';
import './cis-workbook.problems.js';

/** The name of the worksheet that organisers already have, and its older one. */
const SHEET_NAMES = ['CIS Marking Scheme Import', 'Marking Scheme Import'] as const;

const PANELS: readonly Panel[] = [
  { id: MEASUREMENT_PANEL, name: { 'zh-CN': '测量组', en: 'Measurement' }, seats: ['M1'] },
  { id: JUDGEMENT_PANEL, name: { 'zh-CN': '评价组', en: 'Judgement' }, seats: ['J1', 'J2', 'J3'] },
];

/** Where the aspects of each kind add up; decimals of marks never exceed nine. */
const DECIMALS = 9;

/** A scheme read from a workbook, and the SHA-256 of the file that it came from. */
export type ImportedScheme = { readonly scheme: Scheme; readonly sourceSha256: string };

/**
 * Reads the workbook `CIS Marking Scheme Import`: sections, criteria, then a block per criterion (columns A–N).
 * Ids are positional (`A2.4`); every total is recomputed from the aspects. Measurements get the panel `measurement` (one agreed seat),
 * judgements the panel `judgement` (three seats).
 *
 * All or nothing: throws SCHEME_WORKBOOK_INVALID with every mistake by cell (`CIS Marking Scheme Import!F12`), or WORKBOOK_SHEET_MISSING.
 *
 * @param total what the criteria must add up to, as a decimal
 * Source: three independent implementations of the file agree on its layout.
 */
export function readCisScheme(workbook: Workbook, total = '100'): ImportedScheme {
  const grid = schemeGrid(workbook);
  const reading: Reading = { grid, row: 0, details: [] };
  const sections = readSections(reading);
  const criteria = readCriteria(reading);
  const blocks = readBlocks(reading, new Set(sections.map(({ id }) => id)));
  const scheme = schemeOf(reading, sections, criteria, blocks);
  checkTotals(reading, sections, criteria, blocks, total);
  if (reading.details.length > 0) throw new DomainError('SCHEME_WORKBOOK_INVALID', { count: reading.details.length }, reading.details);
  return { scheme, sourceSha256: workbook.sha256 };
}

function schemeGrid(workbook: Workbook): Grid {
  const wanted: readonly string[] = SHEET_NAMES.map(headerKey);
  const grid = workbook.grids.find(({ name }) => wanted.includes(headerKey(name)));
  if (grid !== undefined) return grid;
  const params = { sheet: SHEET_NAMES[0] };
  throw new DomainError('WORKBOOK_SHEET_MISSING', params, [
    { path: workbook.grids[0]?.name ?? '', code: 'WORKBOOK_SHEET_MISSING', params },
  ]);
}

function schemeOf(reading: Reading, sections: readonly SectionLine[], lines: readonly CriterionLine[], blocks: readonly Block[]): Scheme {
  blocks.forEach(({ criterion, row }, at) => {
    if (criterion === '') return;
    if (!lines.some(({ id }) => id === criterion)) complain(reading, row, 11, 'SCHEME_CRITERION_UNKNOWN', { id: criterion });
    if (blocks.findIndex((block) => block.criterion === criterion) < at) complain(reading, row, 11, 'SCHEME_ID_TWICE', { id: criterion });
  });
  const criteria = lines.map(({ id, name, worth }): Criterion => {
    const subCriteria = blocks.find(({ criterion }) => criterion === id)?.subCriteria ?? [];
    return { id, name, subCriteria, ...(worth === null ? {} : { worth }) };
  });
  const used = new Set(aspectsIn(criteria.flatMap(({ subCriteria }) => subCriteria)).map(({ panel }) => panel));
  return {
    panels: PANELS.filter(({ id }) => used.has(id)),
    sections: sections.map(({ row: _, ...section }) => section),
    criteria,
  };
}

function checkTotals(
  reading: Reading,
  sections: readonly SectionLine[],
  lines: readonly CriterionLine[],
  blocks: readonly Block[],
  total: string,
): void {
  for (const { id, worth, row } of lines) {
    const block = blocks.find(({ criterion }) => criterion === id);
    if (block === undefined) complain(reading, row, 0, 'SCHEME_CRITERION_WITHOUT_BLOCK', { id });
    else
      checkSum(
        reading,
        row,
        'SCHEME_CRITERION_SUM',
        { id },
        worth ?? '0',
        sumOf(aspectsIn(block.subCriteria).map((aspect) => aspect.worth)),
      );
  }
  const aspects = aspectsIn(blocks.flatMap(({ subCriteria }) => subCriteria));
  for (const { id, worth, row } of sections) {
    const marked = aspects.filter(({ section }) => section === id).map((aspect) => aspect.worth);
    checkSum(reading, row, 'SCHEME_SECTION_VARIATION', { id }, worth, sumOf(marked));
  }
  const declared = sumOf(lines.map(({ worth }) => worth ?? '0'));
  const last = lines.at(-1);
  if (last !== undefined && !isEqual(declared, total))
    complain(reading, last.row, 2, 'SCHEME_TOTAL', { actual: shown(declared), expected: total });
}

/** Declared marks stand in the third column of both regions. */
function checkSum(reading: Reading, row: number, code: string, params: { readonly id: string }, declared: string, actual: Points): void {
  if (!isEqual(actual, declared)) complain(reading, row, 2, code, { ...params, declared, actual: shown(actual) });
}

function aspectsIn(subCriteria: readonly SubCriterion[]): readonly SubCriterion['aspects'][number][] {
  return subCriteria.flatMap(({ aspects }) => aspects);
}

function sumOf(decimals: readonly (string | undefined)[]): Points {
  return decimals.reduce<Points>(
    (sum, text) => {
      const part = parseDecimal(text ?? '0') ?? { numerator: 0n, denominator: 1n };
      return {
        numerator: sum.numerator * part.denominator + part.numerator * sum.denominator,
        denominator: sum.denominator * part.denominator,
      };
    },
    { numerator: 0n, denominator: 1n },
  );
}

function isEqual(sum: Points, decimal: string): boolean {
  return comparePoints(sum, sumOf([decimal])) === 0;
}

function shown(points: Points): string {
  return toDecimal(points, DECIMALS).replace(/\.?0+$/, '');
}
