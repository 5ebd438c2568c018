import { join } from 'node:path';
import {
  type Aspect,
  type AspectRule,
  type CompetitionPackage,
  type Mark,
  PACKAGE_FORMAT,
  RULES_FORMAT,
  type RuleSet,
  type Scheme,
  type Step,
} from '#scoring';
import { cell, type Row, readRows, slugOf, type Trial, tally } from './trial.js';

/** The official result of one performance, as printed: total to the cent, place in the segment. */
export type SkatingExpectation = { readonly entry: string; readonly total: string; readonly place: number };

/** What came back for one entry, from the engine or from a page. */
export type SkatingResult = { readonly total: string | null; readonly place: number | null };

/** Compares what came back, by entry id of the package, with the official totals and places of a segment. */
export function compareSegment(trial: Trial<SkatingExpectation>, resultOf: (entry: string) => SkatingResult | undefined) {
  const pairs = trial.expected.map((expected) => ({ name: `${trial.slug} ${expected.entry}`, expected, got: resultOf(expected.entry) }));
  return {
    totals: tally(pairs.map(({ name, expected, got }) => ({ name, expected: expected.total, got: String(got?.total) }))),
    places: tally(pairs.map(({ name, expected, got }) => ({ name, expected: String(expected.place), got: String(got?.place) }))),
  };
}

const TECHNICAL = 'technical';
const JUDGES = 'judges';
const TECHNICAL_SEAT = 'T1';
const CENTS: Step = { step: 'round', name: 'cents', decimals: 2, mode: 'half-up' };

type Segment = { readonly competition: string; readonly program: string; readonly performances: readonly Performance[] };
type Performance = { readonly row: Row; readonly elements: readonly Panelled[]; readonly components: readonly Panelled[] };
type Panelled = { readonly row: Row; readonly marks: readonly SeatMark[] };
type SeatMark = { readonly seat: string; readonly value: string };

/**
 * Every segment in a folder shaped like the figure-skating data: one package each, and apart from it the official totals and places.
 * Source of data and rules: BuzzFeed News, CC BY 4.0; ISU judging system 2016–18.
 */
export function figureSkatingTrials(directory: string): readonly Trial<SkatingExpectation>[] {
  return segmentsIn(directory).map((segment) => ({
    slug: slugOf(segment.competition, segment.program),
    package: packageOf(segment),
    expected: segment.performances.map(({ row }) => ({
      entry: cell(row, 'performance_id'),
      total: cell(row, 'total_segment_score'),
      place: Number(cell(row, 'rank')),
    })),
  }));
}

function segmentsIn(directory: string): readonly Segment[] {
  const marks = Map.groupBy(readRows(join(directory, 'judge-scores.csv')), (row) => cell(row, 'aspect_id'));
  const grades = Map.groupBy(readRows(join(directory, 'judge-goe.csv')), (row) => cell(row, 'aspect_id'));
  const aspects = Map.groupBy(readRows(join(directory, 'judged-aspects.csv')), (row) => cell(row, 'performance_id'));
  const performances = readRows(join(directory, 'performances.csv')).map((row): Performance => {
    const judged = aspects.get(cell(row, 'performance_id')) ?? [];
    const panelled = (section: string, source: typeof marks, column: string): readonly Panelled[] =>
      judged
        .filter((aspect) => cell(aspect, 'section') === section)
        .map((aspect) => ({ row: aspect, marks: seatMarks(source, aspect, column) }));
    return { row, elements: panelled('elements', grades, 'judge_goe'), components: panelled('components', marks, 'score') };
  });
  const segments = Map.groupBy(performances, ({ row }) => JSON.stringify([cell(row, 'competition'), cell(row, 'program')]));
  return [...segments.values()].flatMap((group) => {
    const first = group[0];
    return first === undefined
      ? []
      : [{ competition: cell(first.row, 'competition'), program: cell(first.row, 'program'), performances: group }];
  });
}

function seatMarks(source: ReadonlyMap<string, readonly Row[]>, aspect: Row, column: string): readonly SeatMark[] {
  return (source.get(cell(aspect, 'aspect_id')) ?? []).map((row) => ({ seat: cell(row, 'judge'), value: cell(row, column) }));
}

function packageOf(segment: Segment): CompetitionPackage {
  const seats = seatsIn(segment);
  return {
    format: PACKAGE_FORMAT,
    competition: { name: { 'zh-CN': segment.competition, en: segment.competition } },
    skill: { name: { 'zh-CN': segment.program, en: segment.program } },
    scheme: schemeOf(segment, seats),
    rules: rulesOf(segment),
    judges: [...seats.map((seat) => ({ seat, name: `Judge ${seat}` })), { seat: TECHNICAL_SEAT, name: 'Technical panel' }],
    entries: segment.performances.map(({ row }) => ({
      id: cell(row, 'performance_id'),
      bib: cell(row, 'starting_number'),
      name: cell(row, 'name'),
      kind: 'person',
      status: 'official',
      organisation: cell(row, 'nation'),
    })),
    marks: segment.performances.flatMap((performance) => marksOf(segment, performance)),
  };
}

function seatsIn(segment: Segment): readonly string[] {
  const panelled = segment.performances.flatMap(({ elements, components }) => [...elements, ...components]);
  return [...new Set(panelled.flatMap(({ marks }) => marks.map(({ seat }) => seat)))].toSorted();
}

/** A: elements, one sub-criterion each with base value, judges' grade and agreed grade. B: components. C: deductions. */
function schemeOf(segment: Segment, seats: readonly string[]): Scheme {
  const elementCount = Math.max(
    ...segment.performances.flatMap(({ elements }) => elements.map(({ row }) => Number(cell(row, 'aspect_num')))),
  );
  return {
    panels: [
      { id: JUDGES, name: { 'zh-CN': '裁判组', en: 'Judges' }, seats },
      { id: TECHNICAL, name: { 'zh-CN': '技术组', en: 'Technical panel' }, seats: [TECHNICAL_SEAT] },
    ],
    criteria: [
      {
        id: 'A',
        name: { 'zh-CN': '技术动作', en: 'Elements' },
        subCriteria: Array.from({ length: elementCount }, (_, at) => ({
          id: `A${at + 1}`,
          name: { 'zh-CN': `动作 ${at + 1}`, en: `Element ${at + 1}` },
          aspects: [
            measured(`A${at + 1}.1`, '基础分值', 'Base value', '0', '100'),
            { ...measured(`A${at + 1}.2`, '执行分', 'Grade of execution', '-10', '10'), kind: 'judgement', panel: JUDGES },
            measured(`A${at + 1}.3`, '议定执行分', 'Agreed grade of execution', '-10', '10'),
          ],
        })),
      },
      {
        id: 'B',
        name: { 'zh-CN': '节目内容', en: 'Program components' },
        subCriteria: [
          {
            id: 'B1',
            name: { 'zh-CN': '节目内容', en: 'Program components' },
            aspects: componentsOf(segment).map(({ name }, at) => ({
              ...measured(`B1.${at + 1}`, name, name, '0.25', '10', '0.25'),
              kind: 'judgement',
              panel: JUDGES,
            })),
          },
        ],
      },
      {
        id: 'C',
        name: { 'zh-CN': '扣分', en: 'Deductions' },
        subCriteria: [
          { id: 'C1', name: { 'zh-CN': '扣分', en: 'Deductions' }, aspects: [measured('C1.1', '扣分', 'Deductions', '0', '100')] },
        ],
      },
    ],
  };
}

function measured(id: string, zh: string, en: string, min: string, max: string, step = '0.01'): Aspect {
  return { id, name: { 'zh-CN': zh, en }, kind: 'measurement', range: { min, max, step }, panel: TECHNICAL };
}

function componentsOf(segment: Segment): readonly { readonly name: string; readonly factor: string }[] {
  const rows = segment.performances.flatMap(({ components }) => components.map(({ row }) => row));
  const factors = new Map(rows.map((row) => [cell(row, 'aspect_desc'), cell(row, 'factor')]));
  return [...factors].map(([name, factor]) => ({ name, factor })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function rulesOf(segment: Segment): RuleSet {
  const components = componentsOf(segment).map(
    ({ factor }, at): AspectRule => ({
      for: [`B1.${at + 1}`],
      aggregate: { kind: 'trimmedMean', drop: 1, fallback: 'mean' },
      steps: [CENTS, { step: 'multiply', by: factor }, CENTS],
      unmarked: 'incomplete',
    }),
  );
  const isShort = segment.program.includes('SHORT');
  return {
    format: RULES_FORMAT,
    aspects: [
      ...components,
      { for: 'measurement', aggregate: { kind: 'consensus' }, steps: [], unmarked: 'zero' },
      { for: 'judgement', aggregate: { kind: 'trimmedMean', drop: 1, fallback: 'mean' }, steps: [CENTS], unmarked: 'zero' },
    ],
    groups: [],
    modules: [],
    penalties: [{ id: 'deductions', from: 'C', effect: 'subtract' }],
    total: { steps: [], afterPenalties: [] },
    teams: { kind: 'marked' },
    places: {
      by: 'total',
      ranking: 'competition',
      ties: { keys: [{ key: 'node', node: isShort ? 'A' : 'B', prefer: 'higher' }], terminal: 'share' },
    },
    scale: { kind: 'none' },
    awards: { kind: 'none' },
    display: { decimals: 2 },
  };
}

function marksOf(segment: Segment, { row, elements, components }: Performance): readonly Mark[] {
  const entry = cell(row, 'performance_id');
  const names = componentsOf(segment).map(({ name }) => name);
  const byPanel = ({ marks }: Panelled, aspect: string): readonly Mark[] =>
    marks.map(({ seat, value }) => ({ entry, aspect, seat, value }));
  const byTechnical = (aspect: string, value: string): Mark => ({ entry, aspect, seat: TECHNICAL_SEAT, value });
  return [
    ...elements.flatMap((element) => {
      const id = `A${Number(cell(element.row, 'aspect_num'))}`;
      const grade = element.marks.length > 0 ? byPanel(element, `${id}.2`) : [byTechnical(`${id}.3`, cell(element.row, 'goe'))];
      return [byTechnical(`${id}.1`, cell(element.row, 'base_value')), ...grade];
    }),
    ...components.flatMap((component) => {
      const aspect = `B1.${names.indexOf(cell(component.row, 'aspect_desc')) + 1}`;
      return byPanel(component, aspect).map((mark) => ({ ...mark, value: isAbsent(mark) ? null : mark.value }));
    }),
    byTechnical('C1.1', cell(row, 'total_deductions').replace(/^-/, '')),
  ];
}

/** A component mark of zero beside normal marks is how this data writes an absent mark. */
function isAbsent({ value }: Mark): boolean {
  return value === null || /^0(\.0*)?$/.test(value);
}
