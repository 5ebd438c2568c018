import type { Entry } from '#competition';
import type { LocalizedText } from '#kernel';
import {
  type Breakdown,
  type EntryInput,
  type KernelResult,
  kernelStandings,
  type Points,
  parseDecimal,
  pointsAt,
  type RankedRow,
  type RuleSet,
  type Scheme,
  subCriteriaOf,
  toDecimal,
} from '#scoring';
import type { BreakdownLine } from '../publication/result-document.js';
import type { StandingRow } from './standing.repository.js';

/** The engine's view of the entries of a skill: a person's entry that belongs to a team is one of the team's members. */
export function entryInputs(entries: readonly Entry[]): readonly EntryInput[] {
  const members = Map.groupBy(
    entries.filter((entry) => entry.teamId !== null),
    (entry) => entry.teamId,
  );
  return entries.map((entry) => {
    const parts = members.get(entry.id)?.map((member) => member.id);
    return {
      id: entry.id,
      bib: String(entry.bib),
      kind: entry.kind,
      status: entry.status,
      ...(entry.organisationId === null ? {} : { organisation: entry.organisationId }),
      ...(parts === undefined ? {} : { members: parts }),
      ...(Object.keys(entry.facts).length === 0 ? {} : { facts: entry.facts }),
    };
  });
}

/** What the kernel computed as rows to keep, in the order in which they are shown; the breakdown goes down to criteria. */
export function standingRows(
  scheme: Scheme,
  rules: RuleSet,
  entries: readonly EntryInput[],
  decisions: Parameters<typeof kernelStandings>[3],
  result: KernelResult,
): readonly StandingRow[] {
  const { decimals } = rules.display;
  const keys = [...rules.modules.map((module) => module.id), ...scheme.criteria.map((criterion) => criterion.id)];
  return kernelStandings(rules, result, entries, decisions).rows.map((row, position) => ({
    entryId: row.entry,
    place: row.place,
    sort: position + 1,
    numerator: row.points === null ? null : String(row.points.numerator),
    denominator: row.points === null ? null : String(row.points.denominator),
    points: row.total,
    scale: row.scale,
    award: awardOf(row),
    tie: tieOf(row),
    breakdown: keys.flatMap((key) => {
      const column = result.nodes.get(key);
      return row.points === null || column === undefined ? [] : [{ key, points: shown(pointsAt(column, row.index), decimals), max: null }];
    }),
  }));
}

export function awardOf({ award }: Pick<RankedRow, 'award'>): string | null {
  if (award === null) return null;
  return award.kind === 'prize' ? award.prize : award.kind;
}

export function tieOf({ tie }: Pick<RankedRow, 'tie'>): StandingRow['tie'] {
  if (tie === null) return null;
  const decider = tie.decidedBy.at(-1);
  return { shared: tie.shared.count > 0, decidedBy: decider === undefined ? null : deciderKey(decider), open: tie.open };
}

function deciderKey(decider: NonNullable<RankedRow['tie']>['decidedBy'][number]): string {
  if (decider.kind === 'decision') return 'decision';
  return decider.key.key === 'node' ? decider.key.node : decider.key.fact;
}

/** Modules, then criteria with their sub-criteria, as published. */
export function breakdownLines(breakdown: Breakdown, scheme: Scheme, decimals: number): readonly BreakdownLine[] {
  if (breakdown.kind === 'members') return [];
  const names = new Map<string, LocalizedText>(subCriteriaOf(scheme).map((subCriterion) => [subCriterion.id, subCriterion.name]));
  const maxima = new Map(subCriteriaOf(scheme).map((subCriterion) => [subCriterion.id, worthOf(subCriterion)]));
  const modules = breakdown.modules.map((module) => ({ key: module.id, points: shown(module.points, decimals), max: null }));
  const criteria = breakdown.criteria.map((criterion) => ({
    key: criterion.id,
    points: shown(criterion.points, decimals),
    max: null,
    children: criterion.children.map((child) => {
      const name = names.get(child.id);
      return {
        key: child.id,
        ...(name === undefined ? {} : { name }),
        points: shown(child.points, decimals),
        max: maxima.get(child.id) ?? null,
      };
    }),
  }));
  return [...modules, ...criteria];
}

/** The sum of the aspects' worths; null where one is open-ended. */
function worthOf(subCriterion: Scheme['criteria'][number]['subCriteria'][number]): string | null {
  const worths = subCriterion.aspects.map((aspect) => parseDecimal(aspect.worth ?? ''));
  if (worths.some((worth) => worth === null)) return null;
  const hundredths = worths.reduce((sum, worth) => sum + (worth === null ? 0n : (worth.numerator * 10_000n) / worth.denominator), 0n);
  return toDecimal({ numerator: hundredths, denominator: 10_000n }, hundredths % 100n === 0n ? (hundredths % 10_000n === 0n ? 0 : 2) : 4);
}

/** With the decimals of the rules; with two more where the number is not that short. */
function shown(points: Points, decimals: number): string {
  const isShort = (points.numerator * 10n ** BigInt(decimals)) % points.denominator === 0n;
  return toDecimal(points, isShort ? decimals : decimals + 2);
}
