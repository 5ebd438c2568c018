import { awardsOf } from './awards.js';
import { type Evaluated, evaluateEntry } from './evaluate.js';
import { type Field, unplacedReason } from './field.js';
import { inputHashOf } from './hash.js';
import type { Decision, EntryInput, ScoringInput } from './input.js';
import { type Comparison, placeContenders } from './places.js';
import { comparePoints, type Points, toDecimal, ZERO } from './points.js';
import type { RuleSet } from './rules.js';
import { scaleOf } from './scale.js';
import { ENGINE_VERSION, type ScaleNote, type Standing, type Standings } from './standing.js';
import { evaluateTeam, isScoredByMembers } from './teams.js';

/**
 * Standings of a validated input by exact fractions: slow, plain, and the measure of every faster way.
 * The order of entries, marks and decisions does not matter. Marks of unknown seats or aspects count for nothing.
 */
export function computeStandings(input: ScoringInput): Standings {
  const evaluated = evaluateAll(input);
  const ranked = rankField(input.rules, fieldOf(input.entries, evaluated), input.decisions ?? []);
  return {
    engineVersion: ENGINE_VERSION,
    inputHash: inputHashOf(input),
    scale: ranked.scale,
    entries: ranked.rows.map(({ index, ...row }): Standing => ({ ...row, breakdown: (evaluated[index] ?? NOTHING).breakdown })),
  };
}

/** One row of ranked standings: everything but the breakdown. */
export type RankedRow = Omit<Standing, 'breakdown'> & { readonly index: number };

const NOTHING: Evaluated = { points: null, isDisqualified: false, nodes: new Map(), breakdown: { kind: 'members', members: [] } };

function evaluateAll(input: ScoringInput): readonly Evaluated[] {
  const marks = Map.groupBy(input.marks, (mark) => mark.entry);
  const evaluated = new Map<string, { entry: EntryInput; evaluated: Evaluated }>();
  for (const entry of input.entries) {
    if (isScoredByMembers(input.rules.teams, entry)) continue;
    const values = new Map((marks.get(entry.id) ?? []).map((mark) => [`${mark.seat} ${mark.aspect}`, mark.value]));
    evaluated.set(entry.id, {
      entry,
      evaluated: evaluateEntry(input.scheme, input.rules, (aspect, seat) => values.get(`${seat} ${aspect}`) ?? null),
    });
  }
  return input.entries.map(
    (entry) => evaluated.get(entry.id)?.evaluated ?? evaluateTeam(input.rules.teams, entry, (id) => evaluated.get(id)),
  );
}

function fieldOf(entries: readonly EntryInput[], evaluated: readonly Evaluated[]): Field {
  const at = (index: number): Evaluated => evaluated[index] ?? NOTHING;
  const unplaced = entries.map((entry, index) => unplacedReason(entry, at(index).isDisqualified, at(index).points !== null));
  const total = (index: number): Points => at(index).points ?? ZERO;
  const node = (id: string, index: number): Points => at(index).nodes.get(id) ?? ZERO;
  return {
    entries,
    unplacedOf: (index) => unplaced[index] ?? null,
    pointsOf: (index) => (unplaced[index] === null || unplaced[index] === 'guest' ? at(index).points : null),
    compareTotals: (a, b) => comparePoints(total(a), total(b)),
    compareNodes: (id, a, b) => comparePoints(node(id, a), node(id, b)),
  };
}

/** Places, ties, scale and awards of an evaluated field; teams scored by members and persons are ranked each among themselves, teams first. */
export function rankField(
  rules: RuleSet,
  field: Field,
  decisions: readonly Decision[],
): { readonly rows: readonly RankedRow[]; readonly scale: ScaleNote } {
  const indexes = field.entries.map((_, index) => index);
  const isTeam = (index: number): boolean => field.entries[index]?.kind === 'team';
  const lists = rules.teams.kind === 'marked' ? [indexes] : [indexes.filter(isTeam), indexes.filter((index) => !isTeam(index))];
  const ranked = lists.map((list) => rankList(rules, field, list, decisions));
  return { rows: ranked.flatMap(({ rows }) => rows), scale: ranked.at(-1)?.scale ?? { kind: 'none' } };
}

function rankList(rules: RuleSet, field: Field, list: readonly number[], decisions: readonly Decision[]) {
  const contenders = list.filter((index) => field.unplacedOf(index) === null);
  const scaled = scaleOf(rules.scale, field, contenders);
  const byScale: Comparison = (a, b) => (scaled.scaleOf(a) ?? 0) - (scaled.scaleOf(b) ?? 0);
  const isByScale = rules.places.by === 'scale' && (scaled.note.kind === 'asMarked' || scaled.note.kind === 'worldskills700');
  const placed = placeContenders(rules.places, field, contenders, isByScale ? byScale : field.compareTotals, decisions);
  const awards = awardsOf(rules.awards, placed, scaled.scaleOf);
  const rest = list.filter((index) => field.unplacedOf(index) !== null).toSorted((a, b) => compareBibs(field.entries[a], field.entries[b]));
  const rows = [...placed, ...rest.map((index) => ({ index, place: null, tie: null }))].map(({ index, place, tie }): RankedRow => {
    const points = field.pointsOf(index);
    return {
      index,
      entry: field.entries[index]?.id ?? '',
      kind: field.entries[index]?.kind ?? 'person',
      status: field.entries[index]?.status ?? 'official',
      place,
      unplaced: field.unplacedOf(index),
      points,
      total: points === null ? null : toDecimal(points, rules.display.decimals),
      scale: points === null ? null : scaled.scaleOf(index),
      award: awards.get(index) ?? null,
      tie,
    };
  });
  return { rows, scale: scaled.note };
}

/** `2` before `10` before `A1`; equal bibs by id. */
function compareBibs(a: EntryInput | undefined, b: EntryInput | undefined): number {
  const key = (entry: EntryInput | undefined): string =>
    `${(entry?.bib ?? '').replace(/\d+/g, (digits) => digits.padStart(40, '0'))} ${entry?.id}`;
  const [left, right] = [key(a), key(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
