import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database } from '#database';
import { type Actor, authorise, DomainError, type Grant, type Id, isId, newId, type Role } from '#kernel';
import { mayHandOn, maySeeGrant } from '../identity.policy.js';
import { Organisations } from '../organisation/organisation.service.js';
import { People } from '../person/person.service.js';
import { type GivenGrant, GrantRepository } from './grant.repository.js';
import { checkScope } from './grant.rules.js';

export type NewGrant = {
  readonly personId: Id;
  readonly role: Role;
  readonly organisationId: Id;
  readonly competitionId?: Id | null;
};

export type Reach = { readonly grants: readonly Grant[]; readonly reach: ReadonlyMap<Id, ReadonlySet<Role>> };

/** Roles of people on subtrees of the organisation tree. What changes here counts from the next request on. */
@Injectable()
export class Grants {
  constructor(
    private readonly database: Database,
    private readonly grants: GrantRepository,
    private readonly organisations: Organisations,
    private readonly people: People,
    private readonly audit: Audit,
  ) {}

  /**
   * Gives a role; an equal grant that stands already is returned as it is. Throws NOT_FOUND (also for a competition outside of the
   * organisation's subtree), FORBIDDEN (nobody grants themselves, what they do not carry, or outside of their subtree),
   * ROLE_NOT_FOR_ORGANISATION, ROLE_NOT_FOR_COMPETITION.
   */
  grant(actor: Actor, given: NewGrant): Promise<GivenGrant> {
    return this.database.transaction(actor.tenantId, async () => {
      const person = await this.people.find(actor.tenantId, given.personId);
      const organisation = await this.organisations.find(actor.tenantId, given.organisationId);
      const grant = {
        ...given,
        id: newId(),
        personId: person.id,
        organisationId: organisation.id,
        competitionId: given.competitionId ?? null,
      };
      authorise(mayHandOn(actor, grant));
      checkScope(grant.role, organisation.kind, grant.competitionId !== null);
      await this.#requireCompetition(actor.tenantId, grant);
      if (!(await this.grants.insert(actor.tenantId, grant))) return (await this.grants.findEqual(actor.tenantId, grant)) ?? grant;
      await this.audit.record(actor, 'role.granted', { kind: 'person', id: person.id }, detailOf(grant));
      return grant;
    });
  }

  /** Takes a role away. Throws NOT_FOUND, FORBIDDEN, LAST_ADMINISTRATOR for the last one of the root union. */
  revoke(actor: Actor, grantId: Id): Promise<GivenGrant> {
    return this.database.transaction(actor.tenantId, async () => {
      const grant = isId(grantId) ? await this.grants.find(actor.tenantId, grantId) : undefined;
      if (grant === undefined) throw new DomainError('NOT_FOUND');
      authorise(mayHandOn(actor, grant));
      await this.#keepAnAdministrator(actor.tenantId, grant);
      if (!(await this.grants.delete(actor.tenantId, grant.id))) throw new DomainError('NOT_FOUND');
      await this.audit.record(actor, 'role.revoked', { kind: 'person', id: grant.personId }, detailOf(grant));
      return grant;
    });
  }

  /** What people hold, oldest first. */
  ofPeople(tenantId: Id, personIds: readonly Id[]): Promise<readonly GivenGrant[]> {
    return this.grants.findOfPeople(tenantId, personIds);
  }

  /** What people hold as far as the actor may see it: their own, and what was granted where they may list people. */
  async seenOf(actor: Actor, personIds: readonly Id[]): Promise<readonly GivenGrant[]> {
    const grants = await this.grants.findOfPeople(actor.tenantId, personIds);
    return grants.filter((grant) => maySeeGrant(actor, grant));
  }

  /** What a person holds and every organisation at or beneath it with the roles held there. */
  async reachOf(tenantId: Id, personId: Id): Promise<Reach> {
    const rows = await this.grants.findReach(tenantId, personId);
    const reach = new Map<Id, Set<Role>>();
    for (const { role, reached } of rows) {
      for (const organisationId of reached) {
        const roles = reach.get(organisationId);
        if (roles === undefined) reach.set(organisationId, new Set([role]));
        else roles.add(role);
      }
    }
    return { grants: rows.map(({ role, organisationId, competitionId }) => ({ role, organisationId, competitionId })), reach };
  }

  /** Who may hand on roles on an organisation does so for its competitions, never for another's. */
  async #requireCompetition(tenantId: Id, { organisationId, competitionId }: GivenGrant): Promise<void> {
    if (competitionId === null) return;
    const isThere = isId(competitionId) && (await this.grants.hasCompetition(tenantId, organisationId, competitionId));
    if (!isThere) throw new DomainError('NOT_FOUND');
  }

  async #keepAnAdministrator(tenantId: Id, grant: GivenGrant): Promise<void> {
    if (grant.role !== 'union_administrator') return;
    const root = await this.organisations.root(tenantId);
    if (grant.organisationId !== root.id) return;
    if ((await this.grants.holdAdministrators(tenantId, root.id)) <= 1) throw new DomainError('LAST_ADMINISTRATOR');
  }
}

function detailOf(grant: GivenGrant): object {
  return { grantId: grant.id, role: grant.role, organisationId: grant.organisationId, competitionId: grant.competitionId };
}
