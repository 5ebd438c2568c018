import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import {
  type Actor,
  authorise,
  DomainError,
  type Id,
  isId,
  type LocalizedText,
  newId,
  type PageOf,
  type PageRequest,
  systemActor,
} from '#kernel';
import { mayAct, mayBrowseTree } from '../identity.policy.js';
import { type Organisation, OrganisationRepository } from './organisation.repository.js';
import { checkPlace, type OrganisationKind, type OrganisationLevel } from './organisation.rules.js';

export type NewOrganisation = {
  readonly parentId: Id;
  readonly kind: OrganisationKind;
  readonly level: OrganisationLevel;
  readonly code: string;
  readonly name: LocalizedText;
};

export type NewTenant = {
  /** Stands in every public address: 2–40 of a–z, 0–9 and single hyphens. */
  readonly slug: string;
  readonly name: LocalizedText;
  /** Of the root union; provincial unless told. */
  readonly level?: OrganisationLevel;
  /** Of the root union; the slug unless told. */
  readonly code?: string;
};

export type Tenant = { readonly tenantId: Id; readonly slug: string; readonly name: LocalizedText };

/** First parts of addresses that the installation itself uses, or may come to use; a tenant of that name would be hidden by them. */
const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  'admin api assets auth calendar certificates competitions docs en graphiql graphql health help judging livez me metrics my public readyz result screen sign-in sign-out static verify zh'.split(
    ' ',
  ),
);

const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;

/** The tree of unions, industries and enterprises. A root union and all beneath it are one tenant. */
@Injectable()
export class Organisations {
  constructor(
    private readonly database: Database,
    private readonly organisations: OrganisationRepository,
    private readonly audit: Audit,
  ) {}

  /** Makes a tenant with its root union. Throws SLUG_INVALID, SLUG_TAKEN. */
  async foundTenant(tenant: NewTenant): Promise<{ readonly tenantId: Id; readonly rootId: Id }> {
    if (!SLUG.test(tenant.slug) || tenant.slug.length < 2 || tenant.slug.length > 40) {
      throw new DomainError('SLUG_INVALID', { slug: tenant.slug.slice(0, 60) });
    }
    if (RESERVED_SLUGS.has(tenant.slug)) throw new DomainError('SLUG_TAKEN', { slug: tenant.slug });
    const tenantId = newId();
    const rootId = newId();
    return this.database.transaction(tenantId, async () => {
      await this.#registerTenant(tenantId, tenant);
      await this.organisations.insert(tenantId, {
        id: rootId,
        parentId: null,
        kind: 'union',
        level: tenant.level ?? 'provincial',
        code: tenant.code ?? tenant.slug,
        name: tenant.name,
        version: 1,
      });
      await this.audit.record(systemActor(tenantId, 'founding'), 'tenant.founded', { kind: 'organisation', id: rootId });
      return { tenantId, rootId };
    });
  }

  /** The tenant behind the slug of a public address. Throws NOT_FOUND. */
  async tenantBySlug(slug: string): Promise<Tenant> {
    const [tenant] = await this.database.directory<TenantRow>('select * from directory.tenant_by_slug($1)', [slug]);
    if (tenant === undefined) throw new DomainError('NOT_FOUND');
    return { tenantId: tenant.tenant_id, slug: tenant.slug, name: tenant.name };
  }

  /** Slug and name of a tenant. Throws NOT_FOUND. */
  async tenantById(tenantId: Id): Promise<Tenant> {
    if (!isId(tenantId)) throw new DomainError('NOT_FOUND');
    const [tenant] = await this.database.directory<TenantRow>('select * from directory.tenant_by_id($1)', [tenantId]);
    if (tenant === undefined) throw new DomainError('NOT_FOUND');
    return { tenantId: tenant.tenant_id, slug: tenant.slug, name: tenant.name };
  }

  /** Every tenant's id, for sealers and other housekeeping that goes from one to the next. */
  async tenantIds(): Promise<readonly Id[]> {
    const rows = await this.database.directory<{ id: Id }>('select t.id from directory.tenant_ids() as t (id)');
    return rows.map((row) => row.id);
  }

  /**
   * Adds an organisation beneath another. Throws NOT_FOUND for the parent, FORBIDDEN, ORGANISATION_CANNOT_STAND_THERE,
   * ORGANISATION_CODE_TAKEN.
   */
  add(actor: Actor, organisation: NewOrganisation): Promise<Organisation> {
    return this.database.transaction(actor.tenantId, async () => {
      await this.organisations.holdTree(actor.tenantId, 'shared');
      const parent = await this.find(actor.tenantId, organisation.parentId);
      authorise(mayAct(actor, 'addOrganisation', parent.id));
      checkPlace(organisation, parent);
      const added = { ...organisation, id: newId(), version: 1 };
      await this.#insert(actor.tenantId, added);
      await this.audit.record(actor, 'organisation.added', { kind: 'organisation', id: added.id }, { parentId: parent.id });
      return added;
    });
  }

  /**
   * Hangs an organisation and all beneath it under another parent; access changes with the next request. Throws NOT_FOUND, FORBIDDEN,
   * CONFLICT for a stale version, ORGANISATION_IS_ROOT, ORGANISATION_UNDER_ITSELF, ORGANISATION_CANNOT_STAND_THERE.
   */
  move(actor: Actor, move: { readonly id: Id; readonly version: number; readonly parentId: Id }): Promise<Organisation> {
    return this.database.transaction(actor.tenantId, async () => {
      await this.organisations.holdTree(actor.tenantId, 'alone');
      const organisation = await this.find(actor.tenantId, move.id);
      const parent = await this.find(actor.tenantId, move.parentId);
      authorise(mayAct(actor, 'moveOrganisation', organisation.id) && mayAct(actor, 'moveOrganisation', parent.id));
      if (organisation.parentId === null) throw new DomainError('ORGANISATION_IS_ROOT');
      if (await this.organisations.isBeneath(actor.tenantId, parent.id, organisation.id))
        throw new DomainError('ORGANISATION_UNDER_ITSELF');
      checkPlace(organisation, parent);
      const isCurrent = await this.organisations.move(actor.tenantId, organisation.id, move.version, parent.id);
      if (!isCurrent) throw new DomainError('CONFLICT');
      const detail = { from: organisation.parentId, to: parent.id };
      await this.audit.record(actor, 'organisation.moved', { kind: 'organisation', id: organisation.id }, detail);
      return { ...organisation, parentId: parent.id, version: move.version + 1 };
    });
  }

  /** Throws NOT_FOUND. */
  async find(tenantId: Id, id: Id): Promise<Organisation> {
    const organisation = isId(id) ? await this.organisations.find(tenantId, id) : undefined;
    if (organisation === undefined) throw new DomainError('NOT_FOUND');
    return organisation;
  }

  /** The root union. Throws NOT_FOUND for a tenant that was never founded. */
  async root(tenantId: Id): Promise<Organisation> {
    const root = await this.organisations.findRoot(tenantId);
    if (root === undefined) throw new DomainError('NOT_FOUND');
    return root;
  }

  /** Those that exist, in no particular order. */
  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Organisation[]> {
    return this.organisations.findByIds(tenantId, ids);
  }

  /** Those that exist, in no particular order; codes are unique in the tenant. */
  byCodes(tenantId: Id, codes: readonly string[]): Promise<readonly Organisation[]> {
    return this.organisations.findByCodes(tenantId, codes);
  }

  /** Those that are called so, in either language, in no particular order; names are not unique. */
  byNames(tenantId: Id, names: readonly string[]): Promise<readonly Organisation[]> {
    return this.organisations.findByNames(tenantId, names);
  }

  /** Sorted by code: the children of `parentId`, or every organisation of the tenant. Throws CURSOR_INVALID. */
  list(tenantId: Id, page: PageRequest, parentId: Id | null = null): Promise<PageOf<Organisation>> {
    return parentId === null ? this.organisations.listPage(tenantId, page) : this.organisations.listChildrenPage(tenantId, parentId, page);
  }

  /** One organisation, for a member of the tenant. Throws UNAUTHENTICATED, NOT_FOUND. */
  async show(actor: Actor, id: Id): Promise<Organisation> {
    if (!mayBrowseTree(actor)) throw new DomainError('UNAUTHENTICATED');
    return this.find(actor.tenantId, id);
  }

  /** As `list`, for a member of the tenant. Throws UNAUTHENTICATED, CURSOR_INVALID. */
  async browse(actor: Actor, page: PageRequest, parentId: Id | null): Promise<PageOf<Organisation>> {
    if (!mayBrowseTree(actor)) throw new DomainError('UNAUTHENTICATED');
    return this.list(actor.tenantId, page, parentId);
  }

  /** The ids of an organisation and of everything beneath it. Empty for one that does not exist. */
  subtree(tenantId: Id, topId: Id): Promise<readonly Id[]> {
    return this.organisations.findSubtreeIds(tenantId, topId);
  }

  async #registerTenant(tenantId: Id, tenant: NewTenant): Promise<void> {
    try {
      await this.database.query('select directory.found_tenant($1, $2, $3)', [tenantId, tenant.slug, JSON.stringify(tenant.name)]);
    } catch (error) {
      if (violatedConstraint(error) === 'tenant_slug_key') throw new DomainError('SLUG_TAKEN', { slug: tenant.slug });
      throw error;
    }
  }

  async #insert(tenantId: Id, organisation: Organisation): Promise<void> {
    try {
      await this.organisations.insert(tenantId, organisation);
    } catch (error) {
      if (violatedConstraint(error) !== 'organisation_tenant_id_code_key') throw error;
      throw new DomainError('ORGANISATION_CODE_TAKEN', { code: organisation.code });
    }
  }
}

type TenantRow = { readonly tenant_id: Id; readonly slug: string; readonly name: LocalizedText };
