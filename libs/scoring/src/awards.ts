import type { Placed } from './places.js';
import { fraction, multiply, type Points, points, round } from './points.js';
import type { AwardRule, Prize } from './rules.js';
import type { Award } from './standing.js';

const MEDALS = ['gold', 'silver', 'bronze'] as const;

/** Lowest scale mark that earns a medal or medallion. Source: WorldSkills Competition Rules 2026; reproduces all 64 skills of Shanghai 2026. */
const MEDAL_MARK = 700;

/** Awards of the placed entries, best first, by index. Entries without an award are left out. */
export function awardsOf(
  rule: AwardRule,
  placed: readonly Placed[],
  scaleOf: (index: number) => number | null,
): ReadonlyMap<number, Award> {
  switch (rule.kind) {
    case 'none':
      return new Map();
    case 'worldskills-2026':
      return medals2026(placed, scaleOf);
    case 'prizes':
      return prizes(rule.prizes, rule.tiedAtCut, placed);
    default:
      return rule satisfies never;
  }
}

/** Dense ranks 1, 2, 3 of the rounded scale at 700 or more: gold, silver, bronze for everyone on that mark; every other entry at 700 or more: medallion. */
function medals2026(placed: readonly Placed[], scaleOf: (index: number) => number | null): ReadonlyMap<number, Award> {
  const scales = placed.flatMap(({ index }) => {
    const scale = scaleOf(index);
    return scale !== null && scale >= MEDAL_MARK ? [{ index, scale }] : [];
  });
  const marks = [...new Set(scales.map(({ scale }) => scale))].toSorted((a, b) => b - a);
  const rank = new Map(marks.map((mark, at) => [mark, at]));
  return new Map(scales.map(({ index, scale }) => [index, { kind: MEDALS[rank.get(scale) ?? MEDALS.length] ?? 'medallion' }]));
}

/** Each prize takes its number of positions after the better ones; a tied group across the cut goes up (`all`) or down (`none`). */
function prizes(list: readonly Prize[], tiedAtCut: 'all' | 'none', placed: readonly Placed[]): ReadonlyMap<number, Award> {
  const awards = new Map<number, Award>();
  const cuts = cutsOf(list, placed.length);
  const lastOf = new Map(placed.map(({ place }, at) => [place, at + 1]));
  const firstOf = new Map(placed.map(({ place }, at) => [place, at + 1] as const).toReversed());
  for (const { index, place } of placed) {
    const position = (tiedAtCut === 'all' ? firstOf : lastOf).get(place) ?? 0;
    const cut = cuts.find(({ upTo }) => position <= upTo);
    if (cut !== undefined) awards.set(index, { kind: 'prize', prize: cut.id });
  }
  return awards;
}

function cutsOf(list: readonly Prize[], placedCount: number): readonly { readonly id: string; readonly upTo: number }[] {
  let upTo = 0;
  return list.map(({ id, size }) => {
    upTo +=
      size.kind === 'count' ? size.count : roundedCount(multiply(points(size.ratio), fraction(BigInt(placedCount), 1n)), size.rounding);
    return { id, upTo };
  });
}

function roundedCount(count: Points, rounding: 'floor' | 'half-up' | 'ceiling'): number {
  if (rounding === 'half-up') return Number(round(count, 0, 'half-up').numerator);
  const floor = count.numerator / count.denominator;
  const hasRest = count.numerator % count.denominator !== 0n;
  return Number(rounding === 'ceiling' && hasRest ? floor + 1n : floor);
}
