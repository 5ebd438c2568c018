import { describe, expect, it } from '@jest/globals';
import { aggregateMarks } from './aggregate.js';
import { evaluateEntry } from './evaluate.js';
import { points } from './points.js';
import { RULES_FORMAT, type RuleSet } from './rules.js';
import type { Scheme } from './scheme.js';

const given = (...marks: readonly string[]) => marks.map((mark) => points(mark));

describe('what becomes of each mark', () => {
  it.each([
    [
      'trimmed mean',
      { kind: 'trimmedMean', drop: 1, fallback: 'mean' },
      ['5', '9', '5', '7'],
      '6',
      ['droppedLowest', 'droppedHighest', 'counted', 'counted'],
    ],
    [
      'trimmed mean of two at each end',
      { kind: 'trimmedMean', drop: 2, fallback: 'mean' },
      ['1', '2', '3', '4', '9'],
      '3',
      ['droppedLowest', 'droppedLowest', 'counted', 'droppedHighest', 'droppedHighest'],
    ],
    ['too few to trim, median instead', { kind: 'trimmedMean', drop: 1, fallback: 'median' }, ['5', '9'], '7', ['counted', 'counted']],
    ['too few to trim, nothing instead', { kind: 'trimmedMean', drop: 1, fallback: 'unmarked' }, ['5', '9'], '0', ['notUsed', 'notUsed']],
    ['median of an odd panel', { kind: 'median' }, ['9', '1', '4'], '4', ['notUsed', 'notUsed', 'counted']],
    ['median of an even panel', { kind: 'median' }, ['9', '1', '4', '5'], '9/2', ['notUsed', 'notUsed', 'counted', 'counted']],
    ['best, one instance', { kind: 'best' }, ['7', '9', '9'], '9', ['notUsed', 'notUsed', 'counted']],
    ['sum', { kind: 'sum' }, ['7', '-2'], '5', ['counted', 'counted']],
    ['agreed', { kind: 'consensus' }, ['7', '7.0'], '7', ['counted', 'counted']],
    ['not agreed', { kind: 'consensus' }, ['7', '6'], '0', ['notUsed', 'notUsed']],
  ] as const)('%s', (_, how, marks, value, uses) => {
    const aggregated = aggregateMarks(how, given(...marks));
    expect([aggregated.value, aggregated.uses]).toEqual([points(value), uses]);
  });
});

/** One panel of three, theory (A, one judgement) at 30 % and practice (B), a deduction (C). */
const name = { 'zh-CN': '名' };
const aspect = (id: string) => ({
  id,
  name,
  kind: 'judgement' as const,
  worth: '10',
  range: { min: '0', max: '3', step: '1' },
  panel: 'p',
});
const scheme: Scheme = {
  panels: [{ id: 'p', name, seats: ['J1', 'J2', 'J3'] }],
  criteria: ['A', 'B', 'C'].map((id) => ({ id, name, subCriteria: [{ id: `${id}1`, name, aspects: [aspect(`${id}1.1`)] }] })),
};
const rules: RuleSet = {
  format: RULES_FORMAT,
  aspects: [
    { for: ['C'], aggregate: { kind: 'consensus' }, steps: [], unmarked: 'zero' },
    {
      for: 'all',
      aggregate: { kind: 'mean' },
      steps: [
        { step: 'shareOfWorth', top: '3' },
        { step: 'cap', max: '9' },
      ],
      unmarked: 'incomplete',
    },
  ],
  groups: [{ for: ['B'], steps: [{ step: 'round', name: 'practice', decimals: 1, mode: 'half-up' }] }],
  modules: [
    { id: 'theory', name, criteria: ['A'], weight: '0.3', steps: [] },
    { id: 'practice', name, criteria: ['B'], weight: '0.7', steps: [] },
  ],
  penalties: [{ id: 'deduction', from: 'C', effect: 'subtract' }],
  total: { steps: [], afterPenalties: [{ step: 'round', name: 'total', decimals: 2, mode: 'half-up' }] },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: { kind: 'none' },
  display: { decimals: 2 },
};

describe('the breakdown of an entry', () => {
  const marks = new Map([
    ['A1.1 J1', '3'],
    ['A1.1 J2', '3'],
    ['B1.1 J1', '2'],
    ['B1.1 J3', '3'],
    ['C1.1 J2', '1'],
  ]);
  const { breakdown, points: total, nodes } = evaluateEntry(scheme, rules, (id, seat) => marks.get(`${id} ${seat}`) ?? null);
  if (breakdown.kind !== 'marked') throw new Error('The entry has marks of its own');

  it('names every step with the value after it', () => {
    expect(breakdown.criteria[0]?.children[0]?.children[0]).toEqual({
      kind: 'aspect',
      id: 'A1.1',
      state: 'marked',
      aggregate: 'mean',
      points: points('9'),
      marks: [
        { seat: 'J1', value: '3', use: 'counted' },
        { seat: 'J2', value: '3', use: 'counted' },
        { seat: 'J3', value: null, use: 'absent' },
      ],
      steps: [
        { step: 'aggregate', after: points('3') },
        { step: 'shareOfWorth', top: points('3'), worth: points('10'), after: points('10') },
        { step: 'cap', after: points('9') },
      ],
    });
  });

  it('rounds groups, weighs modules and subtracts penalties', () => {
    // B: 2.5 / 3 × 10 = 8.333… → 8.3; 0.3 × 9 + 0.7 × 8.3 − 1 = 7.51
    expect(breakdown.criteria[1]?.steps).toEqual([{ step: 'round', name: 'practice', decimals: 1, mode: 'half-up', after: points('8.3') }]);
    expect(breakdown.modules.map(({ id, sum, weight, points: value }) => [id, sum, weight, value])).toEqual([
      ['theory', points('9'), points('0.3'), points('2.7')],
      ['practice', points('8.3'), points('0.7'), points('5.81')],
    ]);
    expect(breakdown.penalties).toEqual([{ id: 'deduction', from: 'C', effect: 'subtract', points: points('1') }]);
    expect(total).toEqual(points('7.51'));
  });

  it('gives tie keys the points of every node', () => {
    expect([...nodes.keys()]).toEqual(['A1.1', 'A1', 'A', 'B1.1', 'B1', 'B', 'C1.1', 'C1', 'C', 'theory', 'practice']);
  });
});
