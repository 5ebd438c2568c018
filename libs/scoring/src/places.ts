import type { Field } from './field.js';
import type { Decision } from './input.js';
import { comparePoints, points } from './points.js';
import type { PlaceRule, TieKey } from './rules.js';
import type { LevelEntries, TieDecider, TieNote } from './standing.js';

const MOST_NAMED = 10;
const NO_NOTES: ReadonlyMap<number, TieNote> = new Map();

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
    const notes = level.length === 1 ? NO_NOTES : notesOf(rule, field, settled, decisions);
    for (const group of settled) {
      const place = rule.ranking === 'dense' ? rank + 1 : placed.length + 1;
      for (const index of group) placed.push({ index, place, tie: notes.get(index) ?? null });
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
  const byKeys = (a: number, b: number): number => compareByChain(rule, field, a, b);
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
  const levelOf = othersIn(field, all);
  /** What sets group `at` apart from the one before it. */
  const between = groups.map((group, at) =>
    at === 0 ? null : deciderOf(rule, field, all, groups[at - 1]?.[0] ?? 0, group[0] ?? 0, decisions),
  );
  const notes = new Map<number, TieNote>();
  groups.forEach((group, at) => {
    const decidedBy = distinct(between[at] ?? null, between[at + 1] ?? null);
    const sharedOf = othersIn(field, group);
    const open = rule.ties.terminal === 'decide' && group.length > 1;
    for (const index of group) notes.set(index, { level: levelOf(index), decidedBy, shared: sharedOf(index), open });
  });
  return notes;
}

function distinct(above: TieDecider | null, below: TieDecider | null): readonly TieDecider[] {
  if (above === null || below === null) return above === null ? (below === null ? [] : [below]) : [above];
  return isSameDecider(above, below) ? [above] : [above, below];
}

const ALONE: LevelEntries = { count: 0, entries: [] };

/** The others of a group, at most ten by name: thousands may be level before marking is done, and they share one list. */
function othersIn(field: Field, group: readonly number[]): (index: number) => LevelEntries {
  if (group.length === 1) return () => ALONE;
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
  const key = rule.ties.keys.find((one) => compareByKey(one, field, a, b) !== 0);
  if (key !== undefined) return { kind: 'key', key };
  const level = all.filter((index) => compareByChain(rule, field, a, index) === 0);
  const decision = decisionOn(field, level, decisions);
  return { kind: 'decision', reason: decision?.reason ?? '', by: decision?.by ?? '', at: decision?.at ?? '' };
}

function isSameDecider(a: TieDecider, b: TieDecider): boolean {
  return a.kind === 'key' && b.kind === 'key' ? a.key === b.key : a.kind === b.kind;
}

/** By the first key of the chain that sets two entries apart: positive when the first is better. */
function compareByChain(rule: PlaceRule, field: Field, a: number, b: number): number {
  for (const key of rule.ties.keys) {
    const difference = compareByKey(key, field, a, b);
    if (difference !== 0) return difference;
  }
  return 0;
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
