import ExcelJS from 'exceljs';
import { RULES_FORMAT, type RuleSet } from '#scoring';

type Row = readonly (string | number | null)[];

const SHEET = 'CIS Marking Scheme Import';
const BLOCK: Row = [
  'Sub Criterion ID',
  'Sub Criterion Name or Description',
  'Day of Marking',
  'Aspect Type M = Meas J = Judg',
  'Aspect - Description',
  'Judg Score',
  'Extra Aspect Description (Meas or Judg) OR Judgement Score Description (Judg only)',
  'Requirement (Measurement Only)',
  'WSOS Section',
  'Calculation Row (Export only)',
  'Max Mark',
];

const measured = (text: string, requirement: string | null, worth: number | string): Row => [
  ...[null, null, null, 'M', text, null, null, requirement, '1', null, worth],
];

/** The rows of a scheme of three measured aspects: A1.1 of 40, A1.2 of 20 and B1.1 of 40 points. */
const rows = (worthOfA11: number | string, requirementOfB11: string | null): readonly Row[] => [
  ['CIS Marking Scheme', '桥式起重机操作'],
  [],
  ['Section', 'Name', 'WSOS Marks', 'Aspect Marks', 'Variation'],
  ['1', '安全操作', 100],
  [],
  ['ID', 'Name', 'Mark'],
  ['A', '定点吊运', 60],
  ['B', '应急处置', 40],
  [],
  [...BLOCK, 'Criterion A', 'Total Mark', 60],
  ['A1', '吊运', '1'],
  measured('落点偏差', '不超过 20 mm', worthOfA11),
  measured('用时', '不超过 6 min', 20),
  [],
  [...BLOCK, 'Criterion B', 'Total Mark', 40],
  ['B1', '断电', '1'],
  measured('处置步骤', requirementOfB11, 40),
  [],
  ['Total', null, null, null, null, null, null, null, null, null, 100],
];

/** The workbook as an organiser would fill it in, base64. */
export const goodWorkbook = () => workbook(rows(40, '逐项检查'));

/** The same with a word for a number in K12 and nothing in H17. */
export const faultyWorkbook = () => workbook(rows('四十', null));

export const FAULTS = [`${SHEET}!K12`, `${SHEET}!H17`] as const;

async function workbook(content: readonly Row[]): Promise<string> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(SHEET);
  for (const row of content) sheet.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
}

/** Points added as they are, one first prize and one second. */
export const RULES: RuleSet = {
  format: RULES_FORMAT,
  aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'incomplete' }],
  groups: [],
  modules: [],
  penalties: [],
  total: { steps: [{ step: 'round', name: 'total', decimals: 2, mode: 'half-up' }], afterPenalties: [] },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: {
    kind: 'prizes',
    tiedAtCut: 'all',
    prizes: [
      { id: 'first-prize', name: { 'zh-CN': '一等奖', en: 'First Prize' }, size: { kind: 'count', count: 1 } },
      { id: 'second-prize', name: { 'zh-CN': '二等奖', en: 'Second Prize' }, size: { kind: 'count', count: 1 } },
    ],
  },
  display: { decimals: 2 },
};
