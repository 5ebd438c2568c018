import { describe, expect, it } from '@jest/globals';
import type { Field } from './field.js';
import { placeContenders } from './places.js';
import { fraction } from './points.js';
import type { PlaceRule } from './rules.js';

const shareAll: PlaceRule = { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } };

function fieldOf(totals: readonly number[]): Field {
  return {
    entries: totals.map((_, at) => ({ id: `e${String(at).padStart(6, '0')}`, bib: String(at), kind: 'person', status: 'official' })),
    unplacedOf: () => null,
    pointsOf: (index) => fraction(BigInt(totals[index] ?? 0), 1n),
    compareTotals: (a, b) => (totals[a] ?? 0) - (totals[b] ?? 0),
    compareNodes: () => 0,
  };
}

describe('a field in which everybody is level', () => {
  it('shares place 1 among a hundred thousand, names ten of them and stays small', () => {
    const field = fieldOf(Array.from({ length: 100_000 }, () => 0));
    const placed = placeContenders(
      shareAll,
      field,
      field.entries.map((_, at) => at),
      field.compareTotals,
      [],
    );
    expect(placed.every(({ place }) => place === 1)).toBe(true);
    expect(placed[50_000]?.tie?.shared).toEqual({ count: 99_999, entries: Array.from({ length: 10 }, (_, at) => `e00000${at}`) });
    expect(placed[0]?.tie?.shared.entries).toHaveLength(10);
    expect(placed[0]?.tie?.shared.entries).not.toContain('e000000');
  });
});

describe('placeContenders', () => {
  it.each([
    ['orders by points', [80, 90], [2, 1]],
    ['ties share the better place', [90, 70, 90], [1, 3, 1]],
    ['1, 2, 2, 4', [90, 80, 80, 70], [1, 2, 2, 4]],
    ['nobody', [], []],
  ] as const)('%s', (_, totals, places) => {
    const field = fieldOf(totals);
    const placed = placeContenders(
      shareAll,
      field,
      totals.map((_total, at) => at),
      field.compareTotals,
      [],
    );
    expect(placed.toSorted((a, b) => a.index - b.index).map(({ place }) => place)).toEqual(places);
  });
});
