import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#kernel';
import { aspectsOf } from '#scoring';
import { type Cell, openWorkbook, writeWorkbook } from '#workbook';
import { readCisScheme } from './cis-workbook.rules.js';

type Row = readonly (string | number | null)[];

const HEADER: Row = [
  'Sub Criterion\nID',
  'Sub Criterion\nName or Description',
  'Day of Marking',
  'Aspect\nType\nM = Meas\nJ = Judg',
  'Aspect - Description',
  'Judg Score',
  'Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)',
  'Requirement\n(Measurement Only)',
  'WSOS Section',
  'Calculation Row (Export only)',
  'Max\nMark',
];

const measurement = (text: string, worth: number, section = '1', requirement: string | null = '±1 mm'): Row => [
  null,
  null,
  null,
  'M',
  text,
  null,
  null,
  requirement,
  section,
  null,
  worth,
];

const judgement = (text: string, worth: number, section = '2'): readonly Row[] => [
  [null, null, null, 'J', text, null, null, null, section, null, worth],
  ...['低于标准', '达到标准', '部分超出', '优秀'].map((level, score): Row => [null, null, null, null, null, score, level]),
];

/** A whole scheme of two criteria: A 60 (A1 40 measured, A2 20 judged), B 40 (measured). */
function rows(): Row[] {
  return [
    ['CIS Marking Scheme', '焊接'],
    [],
    ['Section', 'Name', 'WSOS Marks', 'Aspect Marks', 'Variation'],
    ['1', '焊接工艺', 80],
    ['2', '外观', 20],
    [],
    ['ID', 'Name', 'Mark'],
    ['A', '外观与尺寸', 60],
    ['B', 'Strength', 40],
    [null, 'Total', 100],
    [],
    [...HEADER, 'Criterion A', 'Total Mark', 60],
    ['A1', '尺寸', '1'],
    measurement('焊缝余高', 24.5),
    measurement('焊缝宽度', 15.5),
    ['A2', '成形', '2'],
    ...judgement('焊缝成形', 20),
    [],
    [...HEADER, 'Criterion B', 'Total Mark', 40],
    ['B1', 'Bend test', 2],
    measurement('Bend without cracks', 40),
    [],
    ['Total', null, null, null, null, null, null, null, null, null, 100],
  ];
}

/** The scheme of a real Excel file with these rows on its second worksheet. */
async function readExcel(changed: Row[], name = 'CIS Marking Scheme Import') {
  return readCisScheme(
    await openWorkbook(
      await writeWorkbook([
        { name: 'Notes', rows: [['x']] },
        { name, rows: changed },
      ]),
    ),
  );
}

/** The scheme of the same rows, as the workbook room hands them over. */
function read(changed: Row[], name = 'CIS Marking Scheme Import') {
  const rows = changed.map((row) =>
    row.map((value): Cell | null =>
      value === null || value === '' ? null : { kind: typeof value === 'number' ? 'number' : 'text', text: String(value) },
    ),
  );
  return readCisScheme({
    format: 'xlsx',
    sha256: '0'.repeat(64),
    grids: [
      { name: 'Notes', rows: [] },
      { name, rows },
    ],
  });
}

/** The details of the refusal as `cell CODE`, without the worksheet's name. */
function flawsOf(changed: Row[]): readonly string[] {
  try {
    read(changed);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).toBe('SCHEME_WORKBOOK_INVALID');
    expect(error.params).toEqual({ count: error.details.length });
    return error.details.map(({ path, code }) => `${path.split('!')[1]} ${code}`);
  }
  throw new Error('The scheme was accepted');
}

/** The rows with the one at a spreadsheet row number replaced by `row`, or taken out. */
function withRow(number: number, row: Row | null): Row[] {
  const all = rows();
  all.splice(number - 1, 1, ...(row === null ? [] : [row]));
  return all;
}

describe('readCisScheme', () => {
  it('reads sections, criteria, sub-criteria and aspects with ids by position', async () => {
    const { scheme, sourceSha256 } = await readExcel(rows());
    expect(scheme).toEqual(read(rows()).scheme);
    expect(sourceSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(scheme.sections).toEqual([
      { id: '1', name: { 'zh-CN': '焊接工艺' }, worth: '80' },
      { id: '2', name: { 'zh-CN': '外观' }, worth: '20' },
    ]);
    expect(scheme.criteria.map(({ id, name, worth }) => [id, name, worth])).toEqual([
      ['A', { 'zh-CN': '外观与尺寸' }, '60'],
      ['B', { 'zh-CN': 'Strength', en: 'Strength' }, '40'],
    ]);
    expect(aspectsOf(scheme).map(({ id, kind, worth, section }) => [id, kind, worth, section])).toEqual([
      ['A1.1', 'measurement', '24.5', '1'],
      ['A1.2', 'measurement', '15.5', '1'],
      ['A2.1', 'judgement', '20', '2'],
      ['B1.1', 'measurement', '40', '1'],
    ]);
    expect(scheme.criteria[0]?.subCriteria.map(({ id, day }) => [id, day])).toEqual([
      ['A1', '1'],
      ['A2', '2'],
    ]);
  });

  it('lets a judgement be marked 0 to 3 by three seats and a measurement in hundredths by one', () => {
    const { scheme } = read(rows());
    const [height, , forming] = aspectsOf(scheme);
    expect(height).toMatchObject({
      range: { min: '0', max: '24.5', step: '0.01' },
      panel: 'measurement',
      requirement: { 'zh-CN': '±1 mm' },
    });
    expect(forming).toMatchObject({ range: { min: '0', max: '3', step: '1' }, panel: 'judgement' });
    expect(forming?.levels?.map((level) => level['zh-CN'])).toEqual(['低于标准', '达到标准', '部分超出', '优秀']);
    expect(scheme.panels.map(({ id, seats }) => [id, seats])).toEqual([
      ['measurement', ['M1']],
      ['judgement', ['J1', 'J2', 'J3']],
    ]);
  });

  it('takes the older worksheet name, the older letter O, an aspect on the row of its sub-criterion, and full-width digits', async () => {
    const older = withRow(13, ['A1', '尺寸', '1', 'O', '焊缝余高', null, null, '±1 mm', '1', null, '２４．５']);
    older.splice(13, 1);
    const { scheme } = await readExcel(older, 'marking scheme  import');
    expect(aspectsOf(scheme)[0]).toMatchObject({ id: 'A1.1', kind: 'measurement', worth: '24.5' });
  });

  it.each<[string, Row[], readonly string[]]>([
    ['a wrong header of the sections', withRow(3, ['Section', 'Name', 'Marks', 'Aspect Marks', 'Variation']), ['C3 SCHEME_HEADER_WRONG']],
    ['a wrong header of a block', withRow(12, [...HEADER.slice(0, 10), 'Points', 'Criterion A']), ['K12 SCHEME_HEADER_WRONG']],
    [
      'a block without its criterion',
      withRow(12, HEADER),
      ['L12 SCHEME_HEADER_WRONG', 'A13 SCHEME_SUB_CRITERION_ORDER', 'A16 SCHEME_SUB_CRITERION_ORDER', 'A8 SCHEME_CRITERION_WITHOUT_BLOCK'],
    ],
    [
      'a criterion that is not listed',
      withRow(23, [...HEADER, 'Criterion C']),
      ['A24 SCHEME_SUB_CRITERION_ORDER', 'L23 SCHEME_CRITERION_UNKNOWN', 'A9 SCHEME_CRITERION_WITHOUT_BLOCK'],
    ],
    ['a sub-criterion out of order', withRow(16, ['A3', '成形', '2']), ['A16 SCHEME_SUB_CRITERION_ORDER']],
    ['a sub-criterion without a name', withRow(16, ['A2', null, '2']), ['B16 SCHEME_DESCRIPTION_MISSING']],
    [
      'an aspect outside a sub-criterion',
      withRow(24, null),
      ['D24 SCHEME_ASPECT_OUTSIDE', 'C9 SCHEME_CRITERION_SUM', 'C4 SCHEME_SECTION_VARIATION'],
    ],
    [
      'an unknown aspect type',
      withRow(15, [null, null, null, 'X', '焊缝宽度', null, null, '±1', '1', null, 15.5]),
      ['D15 SCHEME_ASPECT_KIND', 'C8 SCHEME_CRITERION_SUM', 'C4 SCHEME_SECTION_VARIATION'],
    ],
    ['no description', withRow(15, measurement('', 15.5)), ['E15 SCHEME_DESCRIPTION_MISSING']],
    ['a measurement without requirement', withRow(15, measurement('焊缝宽度', 15.5, '1', null)), ['H15 SCHEME_REQUIREMENT_MISSING']],
    ['a judgement with three rows', withRow(21, null), ['F21 SCHEME_LEVELS']],
    [
      'a judgement with five rows',
      [...rows().slice(0, 21), [null, null, null, null, null, 4, '超群'], ...rows().slice(21)],
      ['F22 SCHEME_LEVEL_EXTRA'],
    ],
    [
      'a judgement score out of order',
      withRow(19, [null, null, null, null, null, 2, '达到标准']),
      ['F19 SCHEME_LEVELS', 'F19 SCHEME_LEVEL_EXTRA', 'F20 SCHEME_LEVEL_EXTRA', 'F21 SCHEME_LEVEL_EXTRA'],
    ],
    ['a judgement score without a text', withRow(19, [null, null, null, null, null, 1]), ['G19 SCHEME_LEVEL_WITHOUT_TEXT']],
    ['an unknown section', withRow(15, measurement('焊缝宽度', 15.5, '9')), ['I15 SCHEME_SECTION_UNKNOWN', 'C4 SCHEME_SECTION_VARIATION']],
    [
      'a mark that is no number',
      withRow(15, [null, null, null, 'M', '焊缝宽度', null, null, '±1', '1', null, '多']),
      ['K15 SCHEME_MARK_WRONG', 'C8 SCHEME_CRITERION_SUM', 'C4 SCHEME_SECTION_VARIATION'],
    ],
    [
      'a criterion that adds up to less',
      withRow(15, measurement('焊缝宽度', 15)),
      ['C8 SCHEME_CRITERION_SUM', 'C4 SCHEME_SECTION_VARIATION'],
    ],
    ['criteria that do not make 100', withRow(9, ['B', 'Strength', 41]), ['C9 SCHEME_CRITERION_SUM', 'C9 SCHEME_TOTAL']],
    [
      'the same criterion twice',
      withRow(9, ['A', 'Strength', 40]),
      ['A9 SCHEME_ID_TWICE', 'L23 SCHEME_CRITERION_UNKNOWN', 'C8 SCHEME_TOTAL'],
    ],
    ['something after the total row', [...rows(), [], [null, 'P.S.']], ['B29 SCHEME_AFTER_END']],
  ])('refuses %s and names the cell', (_, changed, flaws) => {
    expect(flawsOf(changed)).toEqual(flaws);
  });

  it('says what is missing when there is no such worksheet or nothing like a scheme in it', () => {
    expect(() => read(rows(), 'Scheme')).toThrow(
      expect.objectContaining({ code: 'WORKBOOK_SHEET_MISSING', details: [expect.objectContaining({ path: 'Notes' })] }),
    );
    expect(flawsOf([['hello']])).toEqual(['A1 SCHEME_REGION_MISSING', 'A1 SCHEME_REGION_MISSING', 'A1 SCHEME_ASPECT_OUTSIDE']);
  });
});
