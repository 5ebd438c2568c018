import type { Field } from './field.js';
import type { Decision } from './input.js';
import { comparePoints, points } from './points.js';
import type { PlaceRule, TieKey } from './rules.js';
import type { LevelEntries, TieDecider, TieNote } from './standing.js';

const MOST_NAMED = 10;

/** A place, and the note of the tie it came out of (`null` when there was none). Best first. */
export type Placed = { readonly index: number; readonly place: number; readonly tie: TieNote | null };

/**
 * Places for the contenders `indexes`, best first. Ties on the first comparison go through the keys of the chain in order;
 * what is still level shares the better place, or under `decide` follows the recorded decision on exactly these entries
 * (of several the latest), and is marked `open` without one. Never throws; the order of `indexes` does not matter.
 */
export function placeContenders(
  rule: PlaceRule,
  field: Field,
  indexes: readonly number[],
  primary: Comparison,
  decisions: readonly Decision[],
): readonly Placed[] {
  const order = indexes.toSorted((a, b) => primary(b, a));
  const placed: Placed[] = [];
  let rank = 0;
  for (const level of runsOf(order, (a, b) => primary(a, b) === 0)) {
    const settled = level.length === 1 ? [level] : settle(rule, field, level, decisions);
    const notes = level.length === 1 ? new Map<number, TieNote>() : notesOf(rule, field, settled, decisions);
    for (const group of settled) {
      const place = rule.ranking === 'dense' ? rank + 1 : placed.length + 1;
      placed.push(...group.map((index) => ({ index, place, tie: notes.get(index) ?? null })));
      rank += 1;
    }
  }
  return placed;
}

/** Positive when the first entry is better. */
export type Comparison = (a: number, b: number) => number;

/** Splits an ordered list into runs of neighbours that are level. */
function runsOf(order: readonly number[], isLevel: (a: number, b: number) => boolean): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const index of order) {
    const run = runs.at(-1);
    const first = run?.[0];
    if (run !== undefined && first !== undefined && isLevel(first, index)) run.push(index);
    else runs.push([index]);
  }
  return runs;
}

/** Groups of entries that stay level after chain and decisions, best first; inside a group by id. */
function settle(rule: PlaceRule, field: Field, level: readonly number[], decisions: readonly Decision[]): readonly (readonly number[])[] {
  const byKeys = (a: number, b: number): number => firstDifference(rule, field, a, b)?.difference ?? 0;
  const order = level.toSorted((a, b) => byKeys(b, a) || (idOf(field, a) < idOf(field, b) ? -1 : 1));
  const groups = runsOf(order, (a, b) => byKeys(a, b) === 0);
  if (rule.ties.terminal === 'share') return groups;
  return groups.flatMap((group) => {
    const decision = decisionOn(field, group, decisions);
    return decision === null
      ? [group]
      : group.toSorted((a, b) => decision.order.indexOf(idOf(field, a)) - decision.order.indexOf(idOf(field, b))).map((index) => [index]);
  });
}

function notesOf(
  rule: PlaceRule,
  field: Field,
  groups: readonly (readonly number[])[],
  decisions: readonly Decision[],
): ReadonlyMap<number, TieNote> {
  const all = groups.flat();
  const firsts = groups.map((group) => group[0] ?? 0);
  const notes = new Map<number, TieNote>();
  groups.forEach((group, at) => {
    const neighbours = [firsts[at - 1], firsts[at + 1]].filter((index) => index !== undefined);
    const deciders = neighbours.map((neighbour) => deciderOf(rule, field, all, group[0] ?? 0, neighbour, decisions));
    const decidedBy = deciders.filter((decider, position) => deciders.findIndex((other) => isSameDecider(other, decider)) === position);
    const isOpen = rule.ties.terminal === 'decide' && group.length > 1;
    const [levelOf, sharedOf] = [othersIn(field, all), othersIn(field, group)];
    for (const index of group) notes.set(index, { level: levelOf(index), decidedBy, shared: sharedOf(index), open: isOpen });
  });
  return notes;
}

/** The others of a group, at most ten by name: thousands may be level before marking is done, and they share one list. */
function othersIn(field: Field, group: readonly number[]): (index: number) => LevelEntries {
  const named = group.slice(0, MOST_NAMED + 1);
  const first = { count: group.length - 1, entries: named.slice(0, MOST_NAMED).map((index) => idOf(field, index)) };
  return (index) =>
    named.includes(index) ? { ...first, entries: named.filter((other) => other !== index).map((other) => idOf(field, other)) } : first;
}

function deciderOf(
  rule: PlaceRule,
  field: Field,
  all: readonly number[],
  a: number,
  b: number,
  decisions: readonly Decision[],
): TieDecider {
  const difference = firstDifference(rule, field, a, b);
  if (difference !== null) return { kind: 'key', key: difference.key };
  const level = all.filter((index) => firstDifference(rule, field, a, index) === null);
  const decision = decisionOn(field, level, decisions);
  return { kind: 'decision', reason: decision?.reason ?? '', by: decision?.by ?? '', at: decision?.at ?? '' };
}

function isSameDecider(a: TieDecider, b: TieDecider): boolean {
  return a.kind === 'key' && b.kind === 'key' ? a.key === b.key : a.kind === b.kind;
}

/** The first key that sets two entries apart, and by how much in the preferred direction. */
function firstDifference(
  rule: PlaceRule,
  field: Field,
  a: number,
  b: number,
): { readonly key: TieKey; readonly difference: number } | null {
  for (const key of rule.ties.keys) {
    const difference = compareByKey(key, field, a, b);
    if (difference !== 0) return { key, difference };
  }
  return null;
}

function compareByKey(key: TieKey, field: Field, a: number, b: number): number {
  const sign = key.prefer === 'higher' ? 1 : -1;
  if (key.key === 'node') return sign * field.compareNodes(key.node, a, b);
  const [left, right] = [field.entries[a]?.facts?.[key.fact], field.entries[b]?.facts?.[key.fact]];
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  return sign * comparePoints(points(left), points(right));
}

/** The latest decision on exactly these entries. */
function decisionOn(field: Field, group: readonly number[], decisions: readonly Decision[]): Decision | null {
  const ids = new Set(group.map((index) => idOf(field, index)));
  const fitting = decisions.filter(({ order }) => group.length > 1 && order.length === ids.size && order.every((id) => ids.has(id)));
  return fitting.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

function idOf(field: Field, index: number): string {
  return field.entries[index]?.id ?? '';
}
