import type { Entry } from '#competition';
import type { LocalizedText } from '#kernel';
import { type Breakdown, type EntryInput, type Points, type Scheme, type Standing, subCriteriaOf, toDecimal } from '#scoring';
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

/** Engine standings as rows to keep, in the order in which they are shown. */
export function standingRows(scheme: Scheme, decimals: number, standings: readonly Standing[]): readonly StandingRow[] {
  const names = new Map(subCriteriaOf(scheme).map((subCriterion) => [subCriterion.id, subCriterion.name]));
  return standings.map((standing, index) => ({
    entryId: standing.entry,
    place: standing.place,
    sort: index + 1,
    numerator: standing.points === null ? null : String(standing.points.numerator),
    denominator: standing.points === null ? null : String(standing.points.denominator),
    points: standing.total,
    scale: standing.scale,
    award: standing.award === null ? null : standing.award.kind === 'prize' ? standing.award.prize : standing.award.kind,
    tie: tieOf(standing),
    breakdown: breakdownLines(standing.breakdown, names, decimals),
  }));
}

function tieOf(standing: Standing): StandingRow['tie'] {
  if (standing.tie === null) return null;
  const decider = standing.tie.decidedBy.at(-1);
  const decidedBy =
    decider === undefined
      ? null
      : decider.kind === 'decision'
        ? 'decision'
        : decider.key.key === 'node'
          ? decider.key.node
          : decider.key.fact;
  return { shared: standing.tie.shared.count > 0, decidedBy, open: standing.tie.open };
}

/** Criteria with their sub-criteria; numbers with the decimals of the rules, and two more where a sum is not that short. */
function breakdownLines(breakdown: Breakdown, names: ReadonlyMap<string, LocalizedText>, decimals: number): readonly BreakdownLine[] {
  if (breakdown.kind === 'members') return [];
  const modules = breakdown.modules.map((module) => ({ key: module.id, points: shown(module.points, decimals), max: null }));
  const criteria = breakdown.criteria.map((criterion) => ({
    key: criterion.id,
    points: shown(criterion.points, decimals),
    max: null,
    children: criterion.children.map((child) => {
      const name = names.get(child.id);
      return { key: child.id, ...(name === undefined ? {} : { name }), points: shown(child.points, decimals), max: null };
    }),
  }));
  return [...modules, ...criteria];
}

function shown(points: Points, decimals: number): string {
  const scaled = points.numerator * 10n ** BigInt(decimals);
  return toDecimal(points, scaled % points.denominator === 0n ? decimals : decimals + 2);
}
