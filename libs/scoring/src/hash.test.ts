import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson, hashOf } from './canonical.js';
import { inputHashOf } from './hash.js';
import type { ScoringInput } from './input.js';
import { RULES_FORMAT } from './rules.js';

describe('canonical JSON', () => {
  it('sorts keys, keeps lists, leaves out what is not there', () => {
    expect(canonicalJson({ b: [2, 1, null], a: { z: true, y: undefined, x: '引"号' }, 10: 'ten', 9: 'nine' })).toBe(
      '{"10":"ten","9":"nine","a":{"x":"引\\"号","z":true},"b":[2,1,null]}',
    );
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the number %p', (number) => {
    expect(() => canonicalJson([number])).toThrow(RangeError);
  });

  it('is hashed as UTF-8', () => {
    expect(hashOf({ name: '工匠' })).toBe(createHash('sha256').update('{"name":"工匠"}', 'utf8').digest('hex'));
  });
});

/** The same value with the keys of every object in order, apart from the engine's own canonical JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

describe('the hash of an input', () => {
  it('is what docs/competition-package.md says, worked out again by hand', () => {
    const name = { 'zh-CN': '名' };
    const aspect = (id: string, step: string) => ({
      id,
      name,
      kind: 'measurement' as const,
      range: { min: '-5', max: '5', step },
      panel: 'p',
    });
    const input: ScoringInput = {
      scheme: {
        panels: [{ id: 'p', name, seats: ['J2', 'J1'] }],
        criteria: [{ id: 'A', name, subCriteria: [{ id: 'A1', name, aspects: [aspect('A1.1', '0.25'), aspect('A1.2', '1')] }] }],
      },
      rules: {
        format: RULES_FORMAT,
        aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'zero' }],
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
      entries: [
        { id: 'e2', bib: '1', kind: 'person', status: 'official' },
        { id: 'e1', bib: '2', kind: 'person', status: 'guest' },
      ],
      marks: [
        { entry: 'e2', aspect: 'A1.1', seat: 'J1', value: '-1.25' },
        { entry: 'e1', aspect: 'A1.2', seat: 'J2', value: '3' },
      ],
    };
    const none = -(2 ** 31);
    // e1: J2 (–, 3), J1 (–, –); e2: J2 (–, –), J1 (−1.25 × 100, –)
    const numbers = [none, 3, none, none, none, none, -125, none];
    const sheets = Buffer.alloc(numbers.length * 4);
    numbers.forEach((number, at) => {
      sheets.writeInt32LE(number, at * 4);
    });
    const text = JSON.stringify(
      sorted({
        decisions: [],
        entries: [input.entries[1], input.entries[0]],
        marks: createHash('sha256').update(sheets).digest('hex'),
        rules: input.rules,
        scheme: input.scheme,
      }),
    );
    expect(inputHashOf(input)).toBe(createHash('sha256').update(text).digest('hex'));
  });
});
