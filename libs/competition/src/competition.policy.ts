import { type Actor, hasRole, type Id, type Role } from '#kernel';
import type { Competition } from './competition/competition.entity.js';
import type { SkillStatus } from './skill/skill.entity.js';

/** Where a competition stands in the tree: what every decision about it needs. */
export type Place = Pick<Competition, 'id' | 'organisationId'>;

const ORGANISERS = ['union_administrator', 'competition_organiser'] as const satisfies readonly Role[];
const OFFICIALS = [...ORGANISERS, 'chief_judge', 'judge', 'supervisor', 'encryption_officer'] as const satisfies readonly Role[];

/** Who may take which step of a skill's life: from → to → roles. A step that is not here does not exist. */
const MOVERS: Readonly<Record<SkillStatus, Readonly<Partial<Record<SkillStatus, readonly Role[]>>>>> = {
  draft: { registration: ORGANISERS },
  registration: { marking: ORGANISERS },
  marking: { locked: ['chief_judge'] },
  locked: { checked: ['supervisor'], marking: ['chief_judge', 'supervisor'] },
  checked: { provisional: ORGANISERS, marking: ['chief_judge', ...ORGANISERS] },
  provisional: { final: ORGANISERS, marking: ORGANISERS },
  final: {},
};

/** Organisers beneath their grant, and the system's own jobs. */
export function mayOrganise(actor: Actor, { id, organisationId }: Place): boolean {
  return actor.kind === 'system' || hasRole(actor, ORGANISERS, organisationId, id);
}

/** A competition may be created for an organisation that one organises for. */
export function mayCreateCompetition(actor: Actor, organisationId: Id): boolean {
  return actor.kind === 'system' || hasRole(actor, ORGANISERS, organisationId);
}

/** A draft is seen by those who work on it; everything else by everyone of the tenant and the public. */
export function maySeeCompetition(actor: Actor, competition: Place & Pick<Competition, 'status'>): boolean {
  return competition.status !== 'draft' || mayOfficiate(actor, competition);
}

export function mayMoveSkill(actor: Actor, place: Place, from: SkillStatus, to: SkillStatus): boolean {
  if (actor.kind === 'system') return true;
  return hasRole(actor, MOVERS[from][to] ?? [], place.organisationId, place.id);
}

/** Enterprises enter their own workers: organisation and every person must lie in the administrator's own subtree. */
export function mayEnterFor(actor: Actor, organisationIds: readonly (Id | null)[]): boolean {
  return organisationIds.every((id) => id !== null && hasRole(actor, ['enterprise_administrator'], id));
}

/** Whether the actor enters workers for any organisation at all. */
export function mayEnterForSome(actor: Actor): boolean {
  return actor.kind === 'person' && [...actor.reach.values()].some((roles) => roles.has('enterprise_administrator'));
}

/** Which entries of a skill the actor sees: all, those of some organisations, those of a person; one list for `list` and `check`. */
export type EntriesInSight = { readonly all: boolean; readonly organisationIds: readonly Id[]; readonly personId: Id | null };

export function entriesInSight(actor: Actor, place: Place): EntriesInSight {
  if (mayOfficiate(actor, place)) return { all: true, organisationIds: [], personId: null };
  if (actor.kind !== 'person') return { all: false, organisationIds: [], personId: null };
  return { all: false, organisationIds: ownEnterprises(actor), personId: actor.personId };
}

/** The organisations whose workers the actor enters. */
export function ownEnterprises(actor: Actor): readonly Id[] {
  if (actor.kind !== 'person') return [];
  return [...actor.reach].filter(([, roles]) => roles.has('enterprise_administrator')).map(([id]) => id);
}

/** Organisers, judges and supervisors of the competition see all of it. */
export function mayOfficiate(actor: Actor, { id, organisationId }: Place): boolean {
  return actor.kind === 'system' || hasRole(actor, OFFICIALS, organisationId, id);
}

/** What of the drafts the actor sees, for a list: those of organisations or competitions where one officiates. */
export function draftsInSight(actor: Actor): {
  readonly all: boolean;
  readonly organisationIds: readonly Id[];
  readonly competitionIds: readonly Id[];
} {
  if (actor.kind !== 'person') return { all: actor.kind === 'system', organisationIds: [], competitionIds: [] };
  const isOfficial = (role: Role) => OFFICIALS.some((official) => official === role);
  return {
    all: false,
    organisationIds: [...actor.reach].filter(([, roles]) => [...roles].some(isOfficial)).map(([id]) => id),
    competitionIds: actor.grants.flatMap(({ role, competitionId }) => (competitionId !== null && isOfficial(role) ? [competitionId] : [])),
  };
}
