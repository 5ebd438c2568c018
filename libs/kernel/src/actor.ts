import type { Id } from './id.js';
import { DomainError } from './problem.js';

/** What a person may be allowed to do; always granted on an organisation and all beneath it, some also on one competition. */
export const ROLES = [
  'union_administrator',
  'competition_organiser',
  'chief_judge',
  'judge',
  'supervisor',
  'encryption_officer',
  'enterprise_administrator',
  'participant',
] as const;
export type Role = (typeof ROLES)[number];

/**
 * One grant: a role on the subtree of an organisation; `competitionId` narrows it to one competition.
 */
export type Grant = {
  readonly role: Role;
  readonly organisationId: Id;
  readonly competitionId: Id | null;
};

/**
 * Who acts, in which tenant, with which grants.
 * `system` actors are jobs and the seed: they carry a tenant and pass every policy that names them, never a person's.
 */
export type Actor =
  | {
      readonly kind: 'person';
      readonly tenantId: Id;
      readonly personId: Id;
      readonly userId: string;
      readonly grants: readonly Grant[];
      /** Every organisation at or beneath a grant, with the roles held there. */
      readonly reach: ReadonlyMap<Id, ReadonlySet<Role>>;
    }
  | { readonly kind: 'system'; readonly tenantId: Id; readonly name: string }
  | { readonly kind: 'anonymous'; readonly tenantId: Id };

export type PersonActor = Extract<Actor, { kind: 'person' }>;

export function systemActor(tenantId: Id, name: string): Actor {
  return { kind: 'system', tenantId, name };
}

/** True when the actor holds one of the roles at or above the organisation (and, for a grant narrowed to a competition, for that one). */
export function hasRole(actor: Actor, roles: readonly Role[], organisationId: Id, competitionId?: Id): boolean {
  if (actor.kind !== 'person') return false;
  const held = actor.reach.get(organisationId);
  if (held !== undefined && roles.some((role) => held.has(role))) return true;
  return competitionId !== undefined && actor.grants.some((grant) => grant.competitionId === competitionId && roles.includes(grant.role));
}

/** Throws FORBIDDEN unless allowed. Invisible rows must be refused as NOT_FOUND before this is asked. */
export function authorise(allowed: boolean): void {
  if (!allowed) throw new DomainError('FORBIDDEN');
}
