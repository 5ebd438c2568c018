import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aspectsOf,
  comparePoints,
  computeStandings,
  type Mark,
  type Points,
  parseDecimal,
  type RuleSet,
  type ScoringInput,
  type Standing,
  toDecimal,
} from '#scoring';
import { scoringInput } from './arbitraries.js';

const RUNS = Number(process.env['RUNS'] ?? 150);

describe('standings', () => {
  it('do not depend on the order of the input, nor on recorded absences and trailing zeros', () => {
    fc.assert(
      fc.property(scoringInput, fc.integer(), (input, seed) => {
        const shuffled = {
          ...input,
          entries: shuffle(input.entries, seed),
          decisions: shuffle(input.decisions ?? [], seed),
          marks: shuffle(input.marks, seed).flatMap((mark): Mark[] =>
            mark.value === null ? [] : [{ ...mark, value: mark.value.includes('.') ? `${mark.value}0` : mark.value }],
          ),
        };
        const [before, after] = [computeStandings(input), computeStandings(shuffled)];
        expect(after.inputHash).toBe(before.inputHash);
        expect(after.entries.map(withoutMarks)).toEqual(before.entries.map(withoutMarks));
      }),
      { numRuns: RUNS },
    );
  });

  it('have another hash when any mark, entry or rule differs', () => {
    fc.assert(
      fc.property(
        scoringInput.filter(({ marks }) => marks.some(({ value }) => value !== null)),
        (input) => {
          const { inputHash } = computeStandings(input);
          const at = input.marks.findIndex(({ value }) => value !== null);
          const others: readonly ScoringInput[] = [
            { ...input, marks: input.marks.filter((_, index) => index !== at) },
            { ...input, entries: input.entries.map((entry, index) => (index === 0 ? { ...entry, bib: `${entry.bib}0` } : entry)) },
            { ...input, rules: { ...input.rules, display: { decimals: input.rules.display.decimals + 1 } } },
          ];
          for (const other of others) expect(computeStandings(other).inputHash).not.toBe(inputHash);
        },
      ),
      { numRuns: RUNS / 3 },
    );
  });

  it('give equal entries equal places, and everybody else the number of the better ones plus one', () => {
    fc.assert(
      fc.property(scoringInput.map(ranked('competition')), (input) => {
        const placed = computeStandings(input).entries.filter(({ place, kind }) => place !== null && kind === 'person');
        for (const one of placed) {
          const better = placed.filter((other) => (other.place ?? 0) < (one.place ?? 0)).length;
          expect(one.place).toBe(better + 1);
          for (const other of placed) {
            if (one.points === null || other.points === null) throw new Error('A placed entry has points');
            if (comparePoints(one.points, other.points) > 0) expect(one.place).toBeLessThan(other.place ?? 0);
            expect(one.tie?.shared.entries.includes(other.entry) ?? false).toBe(other.entry !== one.entry && other.place === one.place);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('never rank an entry lower for a higher mark under plain rules', () => {
    fc.assert(
      fc.property(scoringInput.map(plain), fc.nat(), (input, pick) => {
        const raised = raise(input, pick);
        fc.pre(raised !== null);
        if (raised === null) return;
        const [before, after] = [
          placeOf(computeStandings(input).entries, raised.entry),
          placeOf(computeStandings(raised.input).entries, raised.entry),
        ];
        expect(after).toBeLessThanOrEqual(before);
      }),
      { numRuns: RUNS },
    );
  });

  it('have totals that are the sums of their parts', () => {
    fc.assert(
      fc.property(scoringInput.map(plain), (input) => {
        for (const { points, breakdown } of computeStandings(input).entries) {
          if (breakdown.kind === 'members') continue;
          for (const criterion of breakdown.criteria) {
            expect(asText(criterion.points)).toBe(sumText(criterion.children.map((child) => child.points)));
            for (const sub of criterion.children) expect(asText(sub.points)).toBe(sumText(sub.children.map((child) => child.points)));
          }
          if (points !== null) expect(asText(points)).toBe(sumText(breakdown.criteria.map((criterion) => criterion.points)));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('show each mark exactly once, as counted, dropped, not used or absent', () => {
    fc.assert(
      fc.property(scoringInput, (input) => {
        for (const { entry, breakdown } of computeStandings(input).entries) {
          if (breakdown.kind === 'members') continue;
          const shown = breakdown.criteria.flatMap((criterion) => criterion.children.flatMap((sub) => sub.children));
          const given = input.marks.filter((mark) => mark.entry === entry && mark.value !== null);
          expect(shown.flatMap(({ marks }) => marks).filter(({ use }) => use !== 'absent')).toHaveLength(given.length);
        }
      }),
      { numRuns: RUNS / 3 },
    );
  });
});

/** No steps, no penalties, means: more can only help. */
function plain(input: ScoringInput): ScoringInput {
  const rules: RuleSet = {
    ...input.rules,
    aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'zero' }],
    groups: [],
    modules: [],
    penalties: [],
    total: { steps: [], afterPenalties: [] },
    teams: { kind: 'marked' },
    places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
  };
  return { ...input, rules, entries: input.entries.filter(({ kind }) => kind === 'person') };
}

function ranked(ranking: 'competition') {
  return (input: ScoringInput): ScoringInput => ({ ...input, rules: { ...input.rules, places: { ...input.rules.places, ranking } } });
}

function raise(input: ScoringInput, pick: number): { readonly input: ScoringInput; readonly entry: string } | null {
  const tops = new Map(aspectsOf(input.scheme).map(({ id, range }) => [id, range.max]));
  const given = input.marks.filter(({ value, aspect }) => value !== null && value !== tops.get(aspect));
  const chosen = given[pick % Math.max(1, given.length)];
  if (chosen === undefined) return null;
  const value = tops.get(chosen.aspect) ?? chosen.value;
  return { entry: chosen.entry, input: { ...input, marks: input.marks.map((mark) => (mark === chosen ? { ...mark, value } : mark)) } };
}

function placeOf(entries: readonly Standing[], id: string): number {
  return entries.find(({ entry }) => entry === id)?.place ?? Number.POSITIVE_INFINITY;
}

function withoutMarks({ breakdown: _, ...row }: Standing): Omit<Standing, 'breakdown'> {
  return row;
}

function shuffle<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed;
  return items
    .map((item) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return { item, key: state };
    })
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Sums by cross-multiplying, apart from the engine's own addition. */
function sumText(parts: readonly Points[]): string {
  const denominator = parts.reduce((product, part) => product * part.denominator, 1n);
  const numerator = parts.reduce((sum, part) => sum + (part.numerator * denominator) / part.denominator, 0n);
  return asText({ numerator, denominator });
}

function asText(points: Points): string {
  const decimal = toDecimal(points, 9);
  const back = parseDecimal(decimal);
  return back !== null && back.numerator * points.denominator === points.numerator * back.denominator
    ? decimal
    : `${decimal}…${(points.numerator * 10n ** 30n) / points.denominator}`;
}
