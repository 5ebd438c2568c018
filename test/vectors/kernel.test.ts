import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ABSENT,
  aspectIndex,
  compileKernel,
  computeStandings,
  decodeSheet,
  encodeSheet,
  pointsAt,
  type ScoringInput,
  validatePackage,
} from '#scoring';
import { packageOf, scoringInput } from './arbitraries.js';
import { kernelRows } from './kernel-rows.js';

/** More runs with RUNS=100000; the sample of every test run is small. */
const RUNS = Number(process.env['RUNS'] ?? 300);

describe('the kernel', () => {
  it('gives the rows of the exact evaluator for any competition', () => {
    const seen = { tied: 0, incomplete: 0, disqualified: 0 };
    fc.assert(
      fc.property(scoringInput, (input) => {
        const { entries, scale } = computeStandings(input);
        expect(kernelRows(input)).toEqual({ rows: entries.map(({ breakdown: _, ...row }) => row), scale });
        seen.tied += entries.filter(({ tie }) => tie !== null).length;
        seen.incomplete += entries.filter(({ unplaced }) => unplaced === 'incomplete').length;
        seen.disqualified += entries.filter(({ status, unplaced }) => status === 'official' && unplaced === 'disqualified').length;
      }),
      { numRuns: RUNS },
    );
    expect(Object.values(seen).every((count) => count > 10)).toBe(true);
  });

  it('changes to bigints where numbers could leave 2^53, and stays exact', () => {
    fc.assert(
      fc.property(scoringInput, (input) => {
        const wide = withHugeFactor(input);
        expect(compileKernel(wide.scheme, wide.rules).isNarrow).toBe(false);
        const { entries, scale } = computeStandings(wide);
        expect(kernelRows(wide)).toEqual({ rows: entries.map(({ breakdown: _, ...row }) => row), scale });
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('is fed by competitions that pass validation', () => {
    fc.assert(
      fc.property(scoringInput, (input) => {
        expect(validatePackage(JSON.parse(JSON.stringify(packageOf(input))))).toMatchObject({ ok: true });
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

describe('one changed mark', () => {
  it('gives the result of a full run', () => {
    const input = small();
    const kernel = compileKernel(input.scheme, input.rules);
    const marks = kernel.emptyMarks(3);
    const result = kernel.run(marks);
    kernel.putSheet(
      marks,
      1,
      0,
      encodeSheet(input.scheme, [
        { aspect: 'A1.1', value: '7.25' },
        { aspect: 'A1.2', value: '0' },
      ]),
    );
    kernel.rerun(marks, 1, result);
    expect(result).toEqual(kernel.run(marks));
    expect([...result.flags]).toEqual([1, 0, 1]);
    expect(pointsAt(result.total, 1)).toEqual({ numerator: 29n, denominator: 4n });
  });
});

describe('sheets', () => {
  it('hold one little-endian Int32 per aspect, absent as the least number', () => {
    const { scheme } = small();
    const sheet = encodeSheet(scheme, [{ aspect: 'A1.1', value: '7.25' }]);
    expect([...sheet]).toEqual([0xd5, 0x02, 0, 0, 0, 0, 0, 0x80]);
    expect(decodeSheet(scheme, sheet)).toEqual([
      { aspect: 'A1.1', value: '7.25' },
      { aspect: 'A1.2', value: null },
    ]);
    expect(aspectIndex(scheme).map(({ decimals }) => decimals)).toEqual([2, 0]);
    expect(new DataView(sheet.buffer).getInt32(4, true)).toBe(ABSENT);
  });

  it.each([
    ['an unknown aspect', [{ aspect: 'A9.9', value: '1' }]],
    ['more decimals than the aspect has', [{ aspect: 'A1.2', value: '0.5' }]],
    ['a number beyond Int32', [{ aspect: 'A1.1', value: '99999999' }]],
    ['no number', [{ aspect: 'A1.1', value: 'NaN' }]],
  ])('are refused with %s', (_, marks) => {
    expect(() => encodeSheet(small().scheme, marks)).toThrow(RangeError);
  });

  it('are refused by the kernel when too short, out of range or without a place', () => {
    const { scheme, rules } = small();
    const kernel = compileKernel(scheme, rules);
    const marks = kernel.emptyMarks(1);
    expect(() => kernel.putSheet(marks, 0, 0, new Uint8Array(7))).toThrow(RangeError);
    expect(() => kernel.putSheet(marks, 0, 0, encodeSheet(scheme, [{ aspect: 'A1.2', value: '2' }]))).toThrow(RangeError);
    expect(() => kernel.putSheet(marks, 1, 0, encodeSheet(scheme, []))).toThrow(RangeError);
    expect(() => decodeSheet(scheme, new Uint8Array(7))).toThrow(RangeError);
  });
});

/** One judge, a measurement in hundredths and a yes-or-no aspect. */
function small(): ScoringInput {
  const name = { 'zh-CN': '名' };
  const aspect = (id: string, max: string, step: string) => ({
    id,
    name,
    kind: 'measurement' as const,
    range: { min: '0', max, step },
    panel: 'p',
  });
  return {
    scheme: {
      panels: [{ id: 'p', name, seats: ['J1'] }],
      criteria: [{ id: 'A', name, subCriteria: [{ id: 'A1', name, aspects: [aspect('A1.1', '10', '0.25'), aspect('A1.2', '1', '1')] }] }],
    },
    rules: {
      format: 'guildhall-rules/1',
      aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'incomplete' }],
      groups: [],
      modules: [],
      penalties: [],
      total: { steps: [], afterPenalties: [] },
      teams: { kind: 'marked' },
      places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
      scale: { kind: 'none' },
      awards: { kind: 'none' },
      display: { decimals: 2 },
    },
    entries: [],
    marks: [],
  };
}

/** Up by 10^18 and down again: the same values, but no proof below 2^53; halves stay halves. */
function withHugeFactor(input: ScoringInput): ScoringInput {
  const [up, down] = [
    { step: 'multiply', by: '1000000000' },
    { step: 'multiply', by: '1/1000000000' },
  ] as const;
  const steps = [up, up, down, down];
  return {
    ...input,
    rules: {
      ...input.rules,
      aspects: input.rules.aspects.map((rule) => ({ ...rule, steps: [...steps, ...rule.steps] })),
      total: { ...input.rules.total, steps },
    },
  };
}
