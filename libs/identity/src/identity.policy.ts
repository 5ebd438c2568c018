import { type Actor, type Grant, hasRole, type Id, type Role } from '#kernel';

/** Who may do what in this room, as data: an act is allowed to whoever holds one of its roles at or above the organisation. */
export const IDENTITY_ACTS = {
  addOrganisation: ['union_administrator'],
  moveOrganisation: ['union_administrator'],
  addPerson: ['union_administrator', 'competition_organiser', 'enterprise_administrator'],
  listPeople: ['union_administrator', 'competition_organiser', 'enterprise_administrator', 'supervisor'],
  seeDetails: ['union_administrator', 'competition_organiser', 'enterprise_administrator'],
  createAccount: ['union_administrator', 'enterprise_administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type IdentityAct = keyof typeof IDENTITY_ACTS;

/** Which roles each role carries and may hand on. Nobody hands on what is not in the row of a role they hold. */
export const CARRIES: Readonly<Record<Role, readonly Role[]>> = {
  union_administrator: [
    'union_administrator',
    'competition_organiser',
    'chief_judge',
    'judge',
    'supervisor',
    'encryption_officer',
    'enterprise_administrator',
    'participant',
  ],
  competition_organiser: ['competition_organiser', 'chief_judge', 'judge', 'supervisor', 'encryption_officer', 'participant'],
  enterprise_administrator: ['enterprise_administrator', 'participant'],
  chief_judge: [],
  judge: [],
  supervisor: [],
  encryption_officer: [],
  participant: [],
};

/** Jobs and the seed may do anything in their tenant; an anonymous visitor nothing here. */
export function mayAct(actor: Actor, act: IdentityAct, organisationId: Id): boolean {
  return actor.kind === 'system' || hasRole(actor, IDENTITY_ACTS[act], organisationId);
}

/**
 * Whether the actor may grant or revoke: they must hold, at or above the organisation, a role that carries it. A grant narrowed to a
 * competition hands on only within that competition and on its own organisation. Nobody grants themselves anything.
 */
export function mayHandOn(actor: Actor, grant: Grant & { readonly personId: Id }): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'anonymous' || actor.personId === grant.personId) return false;
  const held = actor.reach.get(grant.organisationId);
  if (held !== undefined && [...held].some((role) => CARRIES[role].includes(grant.role))) return true;
  return (
    grant.competitionId !== null &&
    actor.grants.some(
      (own) =>
        own.competitionId === grant.competitionId && own.organisationId === grant.organisationId && CARRIES[own.role].includes(grant.role),
    )
  );
}

/** Every member of the tenant sees its tree; a visitor does not. */
export function mayBrowseTree(actor: Actor): boolean {
  return actor.kind !== 'anonymous';
}

/** One's own roles, and those granted where one may list people. */
export function maySeeGrant(actor: Actor, grant: Grant & { readonly personId: Id }): boolean {
  return (actor.kind === 'person' && actor.personId === grant.personId) || mayAct(actor, 'listPeople', grant.organisationId);
}

/** The organisations on which the actor was granted one of the act's roles: the tops of what they may list. Null stands for all. */
export function topsFor(actor: Actor, act: IdentityAct): readonly Id[] | null {
  if (actor.kind === 'system') return null;
  if (actor.kind === 'anonymous') return [];
  const roles: readonly Role[] = IDENTITY_ACTS[act];
  return actor.grants.filter((grant) => grant.competitionId === null && roles.includes(grant.role)).map((grant) => grant.organisationId);
}
