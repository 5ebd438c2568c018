import type { Evaluated } from './evaluate.js';
import type { EntryInput } from './input.js';
import { add, comparePoints, type Points, sum } from './points.js';
import type { TeamRule } from './rules.js';

/** Whether a team's total comes from its members' totals and not from marks of its own. */
export function isScoredByMembers(rule: TeamRule, entry: EntryInput): boolean {
  return entry.kind === 'team' && rule.kind !== 'marked';
}

/** A team's total: all members, or the best `count` of them. Members that withdrew or have no total add nothing. */
export function evaluateTeam(
  rule: TeamRule,
  team: EntryInput,
  memberOf: (id: string) => { readonly entry: EntryInput; readonly evaluated: Evaluated } | undefined,
): Evaluated {
  const members = (team.members ?? [])
    .flatMap((id) => memberOf(id) ?? [])
    .map((member) => ({ ...member, points: competingPoints(member.entry, member.evaluated) }));
  const scoring = members.flatMap((member) => (member.points === null ? [] : [{ ...member, points: member.points }]));
  const best = scoring.toSorted((a, b) => comparePoints(b.points, a.points) || (a.entry.id < b.entry.id ? -1 : 1));
  const counted = rule.kind === 'best' ? best.slice(0, rule.count) : best;
  const isCounted = new Set(counted.map(({ entry }) => entry.id));
  return {
    points: counted.length === 0 ? null : sum(counted.map((member) => member.points)),
    isDisqualified: false,
    breakdown: {
      kind: 'members',
      members: members.map(({ entry, points }) => ({ entry: entry.id, points, isCounted: isCounted.has(entry.id) })),
    },
    nodes: addNodes(counted.map(({ evaluated }) => evaluated.nodes)),
  };
}

/** The total with which an entry competes; `null` when it withdrew, is absent, disqualified or incomplete. */
export function competingPoints(entry: EntryInput, evaluated: Evaluated): Points | null {
  const competes = entry.status === 'official' || entry.status === 'guest';
  return competes && !evaluated.isDisqualified ? evaluated.points : null;
}

function addNodes(all: readonly ReadonlyMap<string, Points>[]): ReadonlyMap<string, Points> {
  const sums = new Map<string, Points>();
  for (const nodes of all) {
    for (const [id, value] of nodes) {
      const before = sums.get(id);
      sums.set(id, before === undefined ? value : add(before, value));
    }
  }
  return sums;
}
