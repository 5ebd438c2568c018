import { type RankedRow, rankField } from '../compute.js';
import { type Evaluated, evaluateEntry } from '../evaluate.js';
import { type Field, unplacedReason } from '../field.js';
import type { Decision, EntryInput, Mark } from '../input.js';
import { comparePoints, type Points, ZERO } from '../points.js';
import type { RuleSet } from '../rules.js';
import type { Scheme } from '../scheme.js';
import type { Breakdown, ScaleNote } from '../standing.js';
import { evaluateTeam, isScoredByMembers } from '../teams.js';
import { type Column, isDisqualified, isIncomplete, type KernelResult, pointsAt } from './kernel.js';

/**
 * Places, ties, scale and awards from a kernel's result: the same rows as `computeStandings`, without breakdowns.
 * `entries[i]` is the entry whose marks stood at index `i`; teams scored by members have absent marks there.
 */
export function kernelStandings(
  rules: RuleSet,
  result: KernelResult,
  entries: readonly EntryInput[],
  decisions: readonly Decision[] = [],
): KernelStandings {
  return rankField(rules, kernelField(rules, result, entries), decisions);
}

export type KernelStandings = { readonly rows: readonly RankedRow[]; readonly scale: ScaleNote };

/** How the total of one entry with marks of its own came about; marks of other entries are left out. */
export function breakdownOf(scheme: Scheme, rules: RuleSet, entry: string, marks: readonly Mark[]): Breakdown {
  const values = new Map(marks.filter((mark) => mark.entry === entry).map((mark) => [`${mark.seat} ${mark.aspect}`, mark.value]));
  return evaluateEntry(scheme, rules, (aspect, seat) => values.get(`${seat} ${aspect}`) ?? null).breakdown;
}

function kernelField(rules: RuleSet, result: KernelResult, entries: readonly EntryInput[]): Field {
  const teams = teamsOf(rules, result, entries);
  const unplaced = entries.map((entry, index) => {
    const team = teams.get(index);
    return team === undefined
      ? unplacedReason(entry, isDisqualified(result, index), !isIncomplete(result, index))
      : unplacedReason(entry, false, team.points !== null);
  });
  const hasTotal = (index: number): boolean => unplaced[index] === null || unplaced[index] === 'guest';
  const nodeOf = (column: Column | undefined, id: string, index: number): Points =>
    teams.get(index)?.nodes.get(id) ?? (column === undefined ? ZERO : pointsAt(column, index));
  return {
    entries,
    unplacedOf: (index) => unplaced[index] ?? null,
    pointsOf: (index) => (hasTotal(index) ? (teams.get(index) ?? { points: pointsAt(result.total, index) }).points : null),
    compareTotals: (a, b) =>
      teams.size > 0 && (teams.has(a) || teams.has(b))
        ? comparePoints(teams.get(a)?.points ?? ZERO, teams.get(b)?.points ?? ZERO)
        : compareAt(result.total, a, b),
    compareNodes: (id, a, b) => {
      const column = result.nodes.get(id);
      if (teams.has(a) || teams.has(b)) return comparePoints(nodeOf(column, id, a), nodeOf(column, id, b));
      return column === undefined ? 0 : compareAt(column, a, b);
    },
  };
}

function teamsOf(rules: RuleSet, result: KernelResult, entries: readonly EntryInput[]): ReadonlyMap<number, Evaluated> {
  if (rules.teams.kind === 'marked') return new Map();
  const indexes = new Map(entries.map((entry, index) => [entry.id, index]));
  const member = (id: string): { readonly entry: EntryInput; readonly evaluated: Evaluated } | undefined => {
    const index = indexes.get(id);
    const entry = index === undefined ? undefined : entries[index];
    return index === undefined || entry === undefined ? undefined : { entry, evaluated: evaluatedAt(result, index) };
  };
  return new Map(
    entries.flatMap((entry, index) => (isScoredByMembers(rules.teams, entry) ? [[index, evaluateTeam(rules.teams, entry, member)]] : [])),
  );
}

function evaluatedAt(result: KernelResult, index: number): Evaluated {
  return {
    points: isIncomplete(result, index) ? null : pointsAt(result.total, index),
    isDisqualified: isDisqualified(result, index),
    breakdown: { kind: 'members', members: [] },
    nodes: new Map([...result.nodes].map(([id, column]) => [id, pointsAt(column, index)])),
  };
}

function compareAt({ numerators }: Column, a: number, b: number): number {
  const [left, right] = [numerators[a] ?? 0, numerators[b] ?? 0];
  return left < right ? -1 : left > right ? 1 : 0;
}
