import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Grant, Id } from '#kernel';

export type GivenGrant = Grant & { readonly id: Id; readonly personId: Id };
/** A grant with every organisation it reaches; empty where it is narrowed to a competition. */
export type ReachingGrant = Grant & { readonly reached: readonly Id[] };

const COLUMNS = `
  select g.id, g.person_id as "personId", g.role, g.organisation_id as "organisationId", g.competition_id as "competitionId"
    from app.role_grant g`;

@Injectable()
export class GrantRepository {
  constructor(private readonly database: Database) {}

  findOfPeople(tenantId: Id, personIds: readonly Id[]): Promise<GivenGrant[]> {
    return this.database.read<GivenGrant>(tenantId, `${COLUMNS} where g.tenant_id = $1 and g.person_id = any($2) order by g.id`, [
      tenantId,
      personIds,
    ]);
  }

  /**
   * What a person holds and where it reaches, in one read; a grant narrowed to a competition reaches no organisation, and counts only
   * while the competition lies at or beneath its own organisation.
   */
  findReach(tenantId: Id, personId: Id): Promise<ReachingGrant[]> {
    return this.database.read<ReachingGrant>(
      tenantId,
      `select g.role, g.organisation_id as "organisationId", g.competition_id as "competitionId",
              case when g.competition_id is null then array(
                select c.descendant_id from app.organisation_closure c where c.tenant_id = g.tenant_id and c.ancestor_id = g.organisation_id)
              else '{}' end as reached
         from app.role_grant g
        where g.tenant_id = $1 and g.person_id = $2
          and (g.competition_id is null or exists (
                select from app.competition k
                  join app.organisation_closure c on c.tenant_id = k.tenant_id and c.descendant_id = k.organisation_id
                 where k.tenant_id = g.tenant_id and k.id = g.competition_id and c.ancestor_id = g.organisation_id))`,
      [tenantId, personId],
    );
  }

  /** Whether the competition is organised by the organisation or by one beneath it. */
  async hasCompetition(tenantId: Id, organisationId: Id, competitionId: Id): Promise<boolean> {
    const found = await this.database.query(
      `select 1 from app.competition k
         join app.organisation_closure c on c.tenant_id = k.tenant_id and c.descendant_id = k.organisation_id
        where k.tenant_id = $1 and k.id = $2 and c.ancestor_id = $3`,
      [tenantId, competitionId, organisationId],
    );
    return found.length > 0;
  }

  async find(tenantId: Id, id: Id): Promise<GivenGrant | undefined> {
    const [row] = await this.database.read<GivenGrant>(tenantId, `${COLUMNS} where g.tenant_id = $1 and g.id = $2`, [tenantId, id]);
    return row;
  }

  async findEqual(tenantId: Id, grant: Omit<GivenGrant, 'id'>): Promise<GivenGrant | undefined> {
    const [row] = await this.database.query<GivenGrant>(
      `${COLUMNS} where g.tenant_id = $1 and g.person_id = $2 and g.role = $3 and g.organisation_id = $4 and g.competition_id is not distinct from $5`,
      [tenantId, grant.personId, grant.role, grant.organisationId, grant.competitionId],
    );
    return row;
  }

  /** Whether it is new; an equal one may stand already. */
  async insert(tenantId: Id, grant: GivenGrant): Promise<boolean> {
    const added = await this.database.change(
      `insert into app.role_grant (tenant_id, id, person_id, role, organisation_id, competition_id) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing`,
      [tenantId, grant.id, grant.personId, grant.role, grant.organisationId, grant.competitionId],
    );
    return added === 1;
  }

  /** Whether it was there to be deleted. */
  async delete(tenantId: Id, id: Id): Promise<boolean> {
    return (await this.database.change('delete from app.role_grant where tenant_id = $1 and id = $2', [tenantId, id])) === 1;
  }

  /** How many administrators the organisation has; the number stands until the transaction ends. */
  async holdAdministrators(tenantId: Id, organisationId: Id): Promise<number> {
    await this.database.query("select pg_advisory_xact_lock(hashtextextended('guildhall administrators ' || $1, 0))", [tenantId]);
    const rows = await this.database.query(
      "select 1 from app.role_grant where tenant_id = $1 and organisation_id = $2 and role = 'union_administrator'",
      [tenantId, organisationId],
    );
    return rows.length;
  }
}
