import { describe, expect, it } from '@jest/globals';
import { decodeSheet, encodeSheet, type Scheme } from '#scoring';
import { type MarkInput, type SheetState, unmarkedAspects, weighMarks } from './sheet.rules.js';

const name = { 'zh-CN': '焊缝', en: 'Weld' };
const aspect = (id: string, panel: string) => ({
  id,
  name,
  kind: 'measurement' as const,
  worth: '10',
  range: { min: '0', max: '10', step: '0.5' },
  panel,
});
const scheme: Scheme = {
  panels: [
    { id: 'P1', name, seats: ['J1', 'J2'] },
    { id: 'P2', name, seats: ['J3'] },
  ],
  criteria: [
    { id: 'A', name, subCriteria: [{ id: 'A1', name, aspects: [aspect('A1.1', 'P1'), aspect('A1.2', 'P2'), aspect('A1.3', 'P1')] }] },
  ],
};
const sheet = (marks: Readonly<Record<string, string>> = {}, lastSeqs = ['0', '0', '0']): SheetState => ({
  marks: encodeSheet(
    scheme,
    Object.entries(marks).map(([id, value]) => ({ aspect: id, value })),
  ),
  lastSeqs,
});
const weigh = (state: SheetState, ...marks: readonly MarkInput[]) => weighMarks(scheme, 'P1', state, marks);
const codes = (state: SheetState, ...marks: readonly MarkInput[]) => weigh(state, ...marks).refused.map(({ path, code }) => [path, code]);

describe('weighMarks', () => {
  it('accepts a first mark and puts it into the bytes of the sheet', () => {
    const weighed = weigh(sheet(), { aspect: 'A1.3', value: '7.5', last: '0' });
    expect(weighed.accepted).toEqual([{ aspect: 'A1.3', index: 2, value: '7.5', previous: '0', reason: null }]);
    expect(decodeSheet(scheme, weighed.marks).map(({ value }) => value)).toEqual([null, null, '7.5']);
  });

  it.each<readonly [string, MarkInput, string, string]>([
    ['an aspect of another panel', { aspect: 'A1.2', value: '1', last: '0' }, 'value', 'MARK_UNKNOWN_ASPECT'],
    ['an aspect that does not exist', { aspect: 'Z9', value: '1', last: '0' }, 'value', 'MARK_UNKNOWN_ASPECT'],
    ['a mark above the range', { aspect: 'A1.1', value: '10.5', last: '0' }, 'value', 'MARK_OUT_OF_RANGE'],
    ['a mark off the step', { aspect: 'A1.1', value: '1.2', last: '0' }, 'value', 'MARK_OFF_STEP'],
    ['words', { aspect: 'A1.1', value: 'ten', last: '0' }, 'value', 'MARK_NOT_A_DECIMAL'],
  ])('refuses %s', (_, mark, field, code) => {
    expect(codes(sheet(), mark)).toEqual([[`marks.0.${field}`, code]]);
  });

  const marked = sheet({ 'A1.1': '8.0' }, ['41', '0', '0']);

  it('refuses a correction made without having seen the mark that stands, and names it', () => {
    const { refused } = weigh(marked, { aspect: 'A1.1', value: '9', last: '0', reason: 'slip' });
    expect(refused).toEqual([{ path: 'marks.0.value', code: 'MARK_CHANGED', params: { aspect: 'A1.1', current: '8.0', last: '41' } }]);
  });

  it('asks for the reason of a correction', () => {
    expect(codes(marked, { aspect: 'A1.1', value: '9', last: '41' })).toEqual([['marks.0.reason', 'MARK_REASON_REQUIRED']]);
    expect(weigh(marked, { aspect: 'A1.1', value: '9', last: '41', reason: ' slip ' }).accepted).toMatchObject([
      { previous: '41', reason: 'slip' },
    ]);
  });

  it('takes a repeated request for what it is', () => {
    const again = weigh(marked, { aspect: 'A1.1', value: '8', last: '0' });
    expect([again.accepted, again.refused]).toEqual([[], []]);
  });

  it('lets an absent judge be recorded, and seen as marked', () => {
    const weighed = weigh(sheet(), { aspect: 'A1.1', value: null, last: '0' });
    expect(weighed.accepted).toMatchObject([{ aspect: 'A1.1', value: null }]);
  });

  it('refuses the second mark for one aspect', () => {
    expect(codes(sheet(), { aspect: 'A1.1', value: '1', last: '0' }, { aspect: 'A1.1', value: '2', last: '0' })).toEqual([
      ['marks.1.value', 'MARK_TWICE'],
    ]);
  });
});

describe('unmarkedAspects', () => {
  it('names the aspects of the panel without a ledger row', () => {
    expect(unmarkedAspects(scheme, 'P1', sheet({}, ['41', '0', '0']))).toEqual(['A1.3']);
  });
});
