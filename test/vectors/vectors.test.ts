import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Breakdown, computeStandings, type Points, type ScoringInput, type Standing, toDecimal, validatePackage } from '#scoring';
import { packageOf } from './arbitraries.js';
import { kernelRows } from './kernel-rows.js';

/** A worked example: an input, and what must come out of it. Only the keys that a vector names are compared. */
type Vector = ScoringInput & {
  readonly source: string;
  readonly working: string;
  readonly expected: {
    readonly order?: readonly string[];
    readonly scale?: Readonly<Record<string, unknown>>;
    readonly entries: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
};

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

describe.each(files)('%s', (file) => {
  const vector = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as Vector;
  const { source, working, expected, ...input } = vector;

  it('is a valid package with a source', () => {
    expect(validatePackage(JSON.parse(JSON.stringify(packageOf(input))))).toMatchObject({ ok: true });
    expect([source.length > 20, working.length > 5]).toEqual([true, true]);
  });

  it('comes out as worked by hand', () => {
    const standings = computeStandings(input);
    const got = new Map(standings.entries.map((standing) => [standing.entry, seenOf(standing)]));
    for (const [entry, wanted] of Object.entries(expected.entries))
      expect({ entry, ...got.get(entry) }).toMatchObject({ entry, ...wanted });
    if (expected.order !== undefined) expect(standings.entries.map(({ entry }) => entry)).toEqual(expected.order);
    if (expected.scale !== undefined) expect(scaleSeen(standings.scale)).toEqual(expected.scale);
  });

  it('comes out the same of the kernel', () => {
    const { entries, scale } = computeStandings(input);
    expect(kernelRows(input)).toEqual({ rows: entries.map(({ breakdown: _, ...row }) => row), scale });
  });
});

/** A standing with fractions as text and ties as the names that a vector uses. */
function seenOf(standing: Standing): Readonly<Record<string, unknown>> {
  return {
    ...standing,
    points: standing.points === null ? null : textOf(standing.points),
    criteria: partsOf(standing.breakdown, 'criteria'),
    modules: partsOf(standing.breakdown, 'modules'),
    shared: standing.tie?.shared.entries ?? [],
    open: standing.tie?.open ?? false,
    decidedBy: standing.tie?.decidedBy.map((decider) =>
      decider.kind === 'decision' ? 'decision' : decider.key.key === 'node' ? decider.key.node : decider.key.fact,
    ),
  };
}

function partsOf(breakdown: Breakdown, level: 'criteria' | 'modules'): Readonly<Record<string, string>> {
  return breakdown.kind === 'members' ? {} : Object.fromEntries(breakdown[level].map(({ id, points }) => [id, textOf(points)]));
}

function textOf({ numerator, denominator }: Points): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

function scaleSeen(scale: ReturnType<typeof computeStandings>['scale']): Readonly<Record<string, unknown>> {
  return scale.kind === 'worldskills700'
    ? { ...scale, median: toDecimal(scale.median, 2), deviation: toDecimal(scale.deviation, 2) }
    : scale;
}
