import { cpus } from 'node:os';
import {
  ABSENT,
  type Aspect,
  comparePoints,
  compileKernel,
  computeStandings,
  type EntryInput,
  kernelStandings,
  type Mark,
  type Points,
  pointsAt,
  RULES_FORMAT,
  type RuleSet,
  type Scheme,
  toDecimal,
} from '#scoring';

/** 20,000 entries × 40 aspects × 5 judges = 4,000,000 marks: the kernel beside a plain sum of the same numbers and beside plain objects. */
const ENTRIES = 20_000;
const ASPECTS = 40;
const SEATS = ['J1', 'J2', 'J3', 'J4', 'J5'];
const ROUNDS = 15;
const ORACLE_BATCH = 500;

const name = { 'zh-CN': '评分' };

/** Ten judgements (0–3) and thirty trimmed measurements (hundredths); four criteria, the last one a penalty. */
const scheme: Scheme = {
  panels: [{ id: 'judges', name, seats: SEATS }],
  criteria: ['A', 'B', 'C', 'D'].map((id) => ({
    id,
    name,
    subCriteria: [1, 2].map((sub) => ({
      id: `${id}${sub}`,
      name,
      aspects: Array.from({ length: ASPECTS / 8 }, (_, at): Aspect => {
        const isJudgement = at === 0 || id === 'A';
        const range = isJudgement ? { min: '0', max: '3', step: '1' } : { min: '0', max: '10', step: '0.01' };
        return {
          id: `${id}${sub}.${at + 1}`,
          name,
          kind: isJudgement ? 'judgement' : 'measurement',
          worth: '0.25',
          range,
          panel: 'judges',
        };
      }),
    })),
  })),
};

const rules: RuleSet = {
  format: RULES_FORMAT,
  aspects: [
    { for: 'judgement', aggregate: { kind: 'mean' }, steps: [{ step: 'shareOfWorth', top: '3' }], unmarked: 'zero' },
    {
      for: 'all',
      aggregate: { kind: 'trimmedMean', drop: 1, fallback: 'mean' },
      steps: [
        { step: 'round', name: 'panel', decimals: 2, mode: 'half-up' },
        { step: 'multiply', by: '0.8' },
        { step: 'round', name: 'factor', decimals: 2, mode: 'half-up' },
      ],
      unmarked: 'zero',
    },
  ],
  groups: [{ for: 'subCriteria', steps: [{ step: 'round', name: 'sub-criterion', decimals: 2, mode: 'half-even' }] }],
  modules: [
    { id: 'theory', name, criteria: ['A'], weight: '0.3', steps: [] },
    { id: 'practice', name, criteria: ['B', 'C'], weight: '0.7', steps: [] },
  ],
  penalties: [{ id: 'penalty', from: 'D', effect: 'subtract' }],
  total: {
    steps: [],
    afterPenalties: [
      { step: 'cap', min: '0' },
      { step: 'round', name: 'total', decimals: 2, mode: 'half-up' },
    ],
  },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [{ key: 'node', node: 'practice', prefer: 'higher' }], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: { kind: 'none' },
  display: { decimals: 2 },
};

const aspects = scheme.criteria.flatMap(({ subCriteria }) => subCriteria.flatMap((sub) => sub.aspects));
const kernel = compileKernel(scheme, rules);
const entries = Array.from(
  { length: ENTRIES },
  (_, at): EntryInput => ({ id: `e${String(at).padStart(5, '0')}`, bib: String(at), kind: 'person', status: 'official' }),
);

main();

function main(): void {
  const marks = randomMarks();
  const objects = entries.map((_, entry) => objectsOf(marks, entry));
  const { agreeing, oracleMs } = compareWithOracle(marks);
  const timings = { sum: [] as number[], kernel: [] as number[], objects: [] as number[], standings: [] as number[], one: [] as number[] };
  const result = kernel.run(marks);
  for (let round = 0; round < ROUNDS; round++) {
    timings.sum.push(timed(() => plainSum(marks)));
    timings.kernel.push(timed(() => kernel.run(marks)));
    timings.objects.push(timed(() => objects.map(plainObjects)));
    timings.standings.push(timed(() => kernelStandings(rules, kernel.run(marks), entries)));
    timings.one.push(timed(() => kernel.rerun(marks, (round * 7919) % ENTRIES, result)));
  }
  const ms = Object.fromEntries(Object.entries(timings).map(([key, values]) => [key, median(values)]));
  const ratio = (values: readonly number[], base: readonly number[]): string =>
    median(values.map((value, at) => value / (base[at] ?? Number.NaN))).toFixed(2);
  const lines = [
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}; ${ENTRIES} entries × ${ASPECTS} aspects × ${SEATS.length} judges, ${ROUNDS} rounds interleaved, medians`,
    `totals and places equal to the exact evaluator: ${agreeing}/${ENTRIES} (exact evaluator ${(oracleMs / 1000).toFixed(1)} s)`,
    `plain sum                 ${ms['sum']?.toFixed(2)} ms`,
    `kernel                    ${ms['kernel']?.toFixed(2)} ms   ${ratio(timings.kernel, timings.sum)} × plain sum (goal ≤ 10, stretch 4)`,
    `kernel, places, ties      ${ms['standings']?.toFixed(2)} ms   ${ratio(timings.standings, timings.sum)} × plain sum`,
    `plain objects, floats     ${ms['objects']?.toFixed(2)} ms   ${ratio(timings.objects, timings.kernel)} × kernel`,
    `one entry again           ${ms['one']?.toFixed(4)} ms   1/${(1 / Number(median(timings.one.map((value, at) => value / (timings.kernel[at] ?? 1))))).toFixed(0)} of the kernel (goal ≤ 1/20)`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (agreeing !== ENTRIES) process.exitCode = 1;
}

/** Marks on their aspects' steps; one in fifty absent. The same numbers in every run. */
function randomMarks(): Int32Array {
  let seed = 20_260_501;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % below;
  };
  const marks = kernel.emptyMarks(ENTRIES);
  for (let at = 0; at < marks.length; at++) {
    const isJudgement = aspects[at % ASPECTS]?.kind === 'judgement';
    if (next(50) > 0) marks[at] = isJudgement ? next(4) : 300 + next(701);
  }
  return marks;
}

function plainSum(marks: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < marks.length; at++) sum += marks[at] ?? 0;
  return sum;
}

type PlainAspect = { readonly isJudgement: boolean; readonly criterion: string; readonly sub: string; readonly marks: readonly number[] };

function objectsOf(marks: Int32Array, entry: number): readonly PlainAspect[] {
  return aspects.map((aspect, at) => {
    const values = SEATS.map((_, seat) => marks[(entry * SEATS.length + seat) * ASPECTS + at] ?? ABSENT).filter((mark) => mark !== ABSENT);
    const isJudgement = aspect.kind === 'judgement';
    return {
      isJudgement,
      criterion: aspect.id.charAt(0),
      sub: aspect.id.slice(0, 2),
      marks: values.map((mark) => (isJudgement ? mark : mark / 100)),
    };
  });
}

/** The same rules as one would first write them: objects, maps and floats; not exact, only a measure of time. */
function plainObjects(entry: readonly PlainAspect[]): number {
  const subs = new Map<string, number>();
  for (const { isJudgement, sub, marks } of entry) {
    const order = [...marks].sort((a, b) => a - b);
    const kept = isJudgement || order.length < 3 ? order : order.slice(1, -1);
    const mean = kept.length === 0 ? 0 : kept.reduce((sum, mark) => sum + mark, 0) / kept.length;
    const value = isJudgement ? (mean / 3) * 0.25 : Math.round(Math.round(mean * 100) * 0.8) / 100;
    subs.set(sub, (subs.get(sub) ?? 0) + value);
  }
  const of = (criterion: string): number =>
    [...subs].filter(([sub]) => sub.startsWith(criterion)).reduce((sum, [, value]) => sum + Math.round(value * 100) / 100, 0);
  return Math.max(0, Math.round((of('A') * 0.3 + (of('B') + of('C')) * 0.7 - of('D')) * 100) / 100);
}

/** Totals of all entries by exact fractions, in batches, and places by counting; how many the kernel has equal, total and place. */
function compareWithOracle(marks: Int32Array): { readonly agreeing: number; readonly oracleMs: number } {
  const result = kernel.run(marks);
  const started = performance.now();
  const exact = new Map<string, { readonly points: Points; readonly practice: Points }>();
  for (let from = 0; from < ENTRIES; from += ORACLE_BATCH) {
    const batch = entries.slice(from, from + ORACLE_BATCH);
    const standings = computeStandings({
      scheme,
      rules,
      entries: batch,
      marks: batch.flatMap((entry, at) => marksOf(marks, from + at, entry.id)),
    });
    for (const { entry, points, breakdown } of standings.entries) {
      const practice = breakdown.kind === 'marked' ? breakdown.modules.find(({ id }) => id === 'practice')?.points : undefined;
      if (points !== null && practice !== undefined) exact.set(entry, { points, practice });
    }
  }
  const oracleMs = performance.now() - started;
  const order = [...exact.values()].sort((a, b) => comparePoints(b.points, a.points) || comparePoints(b.practice, a.practice));
  const places = new Map(
    order
      .map((value, at) => [`${value.points.numerator}/${value.points.denominator} ${toDecimal(value.practice, 6)}`, at + 1] as const)
      .reverse(),
  );
  const { rows } = kernelStandings(rules, result, entries);
  const agreeing = rows.filter(({ entry, points, place, index }) => {
    const wanted = exact.get(entry);
    if (wanted === undefined || points === null) return false;
    const isEqual = comparePoints(wanted.points, points) === 0 && comparePoints(pointsAt(result.total, index), wanted.points) === 0;
    return isEqual && places.get(`${wanted.points.numerator}/${wanted.points.denominator} ${toDecimal(wanted.practice, 6)}`) === place;
  });
  return { agreeing: agreeing.length, oracleMs };
}

function marksOf(marks: Int32Array, index: number, entry: string): readonly Mark[] {
  return SEATS.flatMap((seat, position) =>
    aspects.flatMap((aspect, at) => {
      const units = marks[(index * SEATS.length + position) * ASPECTS + at] ?? ABSENT;
      if (units === ABSENT) return [];
      const decimals = aspect.kind === 'judgement' ? 0 : 2;
      return [
        { entry, aspect: aspect.id, seat, value: toDecimal({ numerator: BigInt(units), denominator: 10n ** BigInt(decimals) }, decimals) },
      ];
    }),
  );
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const order = values.toSorted((a, b) => a - b);
  return order[Math.floor(order.length / 2)] ?? Number.NaN;
}
