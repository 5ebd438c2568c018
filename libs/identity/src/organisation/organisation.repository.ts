import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { decodeCursor, type Id, type LocalizedText, type PageOf, type PageRequest, pageOf } from '#kernel';
import type { OrganisationKind, OrganisationLevel } from './organisation.rules.js';

export type Organisation = {
  readonly id: Id;
  readonly parentId: Id | null;
  readonly kind: OrganisationKind;
  readonly level: OrganisationLevel;
  readonly code: string;
  readonly name: LocalizedText;
  readonly version: number;
};

const COLUMNS = 'select o.id, o.parent_id as "parentId", o.kind, o.level, o.code, o.name, o.version from app.organisation o';

@Injectable()
export class OrganisationRepository {
  constructor(private readonly database: Database) {}

  async find(tenantId: Id, id: Id): Promise<Organisation | undefined> {
    const [row] = await this.database.read<Organisation>(tenantId, `${COLUMNS} where o.tenant_id = $1 and o.id = $2`, [tenantId, id]);
    return row;
  }

  findByIds(tenantId: Id, ids: readonly Id[]): Promise<Organisation[]> {
    return this.database.read<Organisation>(tenantId, `${COLUMNS} where o.tenant_id = $1 and o.id = any($2)`, [tenantId, ids]);
  }

  findByCodes(tenantId: Id, codes: readonly string[]): Promise<Organisation[]> {
    return this.database.read<Organisation>(tenantId, `${COLUMNS} where o.tenant_id = $1 and o.code = any($2)`, [tenantId, codes]);
  }

  findByNames(tenantId: Id, names: readonly string[]): Promise<Organisation[]> {
    return this.database.read<Organisation>(
      tenantId,
      `${COLUMNS} where o.tenant_id = $1 and (o.name ->> 'zh-CN' = any($2) or o.name ->> 'en' = any($2))`,
      [tenantId, names],
    );
  }

  async findRoot(tenantId: Id): Promise<Organisation | undefined> {
    const [row] = await this.database.read<Organisation>(tenantId, `${COLUMNS} where o.tenant_id = $1 and o.parent_id is null`, [tenantId]);
    return row;
  }

  /** Every organisation of the tenant, by code. */
  async listPage(tenantId: Id, page: PageRequest): Promise<PageOf<Organisation>> {
    const rows = await this.database.read<Organisation>(
      tenantId,
      `${COLUMNS} where o.tenant_id = $1 and o.code > $2 order by o.code limit $3`,
      [tenantId, codeIn(page), page.first + 1],
    );
    return pageOf(rows, page.first, (row) => [row.code]);
  }

  /** The direct children of one organisation, by code. */
  async listChildrenPage(tenantId: Id, parentId: Id, page: PageRequest): Promise<PageOf<Organisation>> {
    const rows = await this.database.read<Organisation>(
      tenantId,
      `${COLUMNS} where o.tenant_id = $1 and o.parent_id = $2 and o.code > $3 order by o.code limit $4`,
      [tenantId, parentId, codeIn(page), page.first + 1],
    );
    return pageOf(rows, page.first, (row) => [row.code]);
  }

  /** The organisation itself and everything beneath it. */
  async findSubtreeIds(tenantId: Id, topId: Id): Promise<readonly Id[]> {
    const rows = await this.database.read<{ id: Id }>(
      tenantId,
      'select descendant_id as id from app.organisation_closure where tenant_id = $1 and ancestor_id = $2',
      [tenantId, topId],
    );
    return rows.map((row) => row.id);
  }

  async isBeneath(tenantId: Id, id: Id, topId: Id): Promise<boolean> {
    const rows = await this.database.read(
      tenantId,
      'select 1 from app.organisation_closure where tenant_id = $1 and ancestor_id = $2 and descendant_id = $3',
      [tenantId, topId, id],
    );
    return rows.length > 0;
  }

  /** The shape of the tree stands still until the transaction ends: those who add share it, who moves has it alone. */
  async holdTree(tenantId: Id, how: 'shared' | 'alone'): Promise<void> {
    const lock = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
    await this.database.query(`select ${lock}(hashtextextended('guildhall tree ' || $1, 0))`, [tenantId]);
  }

  /** Adds the organisation and its links to itself and to everything above it, in one statement. */
  async insert(tenantId: Id, organisation: Organisation): Promise<void> {
    await this.database.change(
      `with added as (
         insert into app.organisation (tenant_id, id, parent_id, kind, level, code, name) values ($1, $2, $3, $4, $5, $6, $7)
         returning tenant_id, id)
       insert into app.organisation_closure (tenant_id, ancestor_id, descendant_id, depth)
       select a.tenant_id, a.id, a.id, 0 from added a
       union all
       select a.tenant_id, c.ancestor_id, a.id, c.depth + 1
         from added a join app.organisation_closure c on c.tenant_id = $1 and c.descendant_id = $3`,
      [
        tenantId,
        organisation.id,
        organisation.parentId,
        organisation.kind,
        organisation.level,
        organisation.code,
        JSON.stringify(organisation.name),
      ],
    );
  }

  /** Whether the version was still the current one; then the whole subtree hangs beneath the new parent. */
  async move(tenantId: Id, id: Id, version: number, parentId: Id): Promise<boolean> {
    const moved = await this.database.change(
      'update app.organisation set parent_id = $4, version = version + 1 where tenant_id = $1 and id = $2 and version = $3',
      [tenantId, id, version, parentId],
    );
    if (moved !== 1) return false;
    await this.database.change(
      `delete from app.organisation_closure c
        where c.tenant_id = $1
          and c.descendant_id = any(array(select b.descendant_id from app.organisation_closure b where b.tenant_id = $1 and b.ancestor_id = $2))
          and c.ancestor_id = any(array(
            select u.ancestor_id from app.organisation_closure u where u.tenant_id = $1 and u.descendant_id = $2 and u.depth > 0))`,
      [tenantId, id],
    );
    await this.database.change(
      `insert into app.organisation_closure (tenant_id, ancestor_id, descendant_id, depth)
       select $1, u.ancestor_id, b.descendant_id, u.depth + b.depth + 1
         from app.organisation_closure u cross join app.organisation_closure b
        where u.tenant_id = $1 and u.descendant_id = $3 and b.tenant_id = $1 and b.ancestor_id = $2`,
      [tenantId, id, parentId],
    );
    return true;
  }
}

/** Codes are never empty, so the empty text stands before the first of them. */
function codeIn(page: PageRequest): string {
  return page.after === null ? '' : String(decodeCursor(page.after, 1)[0]);
}
