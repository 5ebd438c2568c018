import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { DomainError, decodeCursor, type Id, isId, type PageOf, type PageRequest, pageOf } from '#kernel';
import type { Competition } from './competition.entity.js';
import { isDay } from './competition.rules.js';

const COLUMNS = `c.id, c.organisation_id as "organisationId", c.slug, c.name, c.level, c.time_zone as "timeZone",
  c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.status, c.version, c.created_at as "createdAt"`;

export type DraftSight = { readonly all: boolean; readonly organisationIds: readonly Id[]; readonly competitionIds: readonly Id[] };

@Injectable()
export class CompetitionRepository {
  constructor(private readonly database: Database) {}

  async insert(tenantId: Id, c: Omit<Competition, 'version' | 'createdAt'>): Promise<Competition> {
    const [row] = await this.database.query<Competition>(
      `insert into app.competition as c (tenant_id, id, organisation_id, slug, name, level, time_zone, starts_on, ends_on, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
      [tenantId, c.id, c.organisationId, c.slug, c.name, c.level, c.timeZone, c.startsOn, c.endsOn, c.status],
    );
    return found(row);
  }

  /** Writes if `version` is still the stored one; null when it is not. */
  async replace(tenantId: Id, c: Competition): Promise<Competition | null> {
    const rows = await this.database.query<Competition>(
      `update app.competition as c set slug = $4, name = $5, level = $6, time_zone = $7, starts_on = $8, ends_on = $9, status = $10,
         version = c.version + 1
       where c.tenant_id = $1 and c.id = $2 and c.version = $3 returning ${COLUMNS}`,
      [tenantId, c.id, c.version, c.slug, c.name, c.level, c.timeZone, c.startsOn, c.endsOn, c.status],
    );
    return rows[0] ?? null;
  }

  async find(tenantId: Id, id: Id): Promise<Competition> {
    requireId(id);
    const [row] = await this.database.read<Competition>(
      tenantId,
      `select ${COLUMNS} from app.competition c where c.tenant_id = $1 and c.id = $2`,
      [tenantId, id],
    );
    return found(row);
  }

  async findBySlug(tenantId: Id, slug: string): Promise<Competition | null> {
    const rows = await this.database.read<Competition>(
      tenantId,
      `select ${COLUMNS} from app.competition c where c.tenant_id = $1 and c.slug = $2`,
      [tenantId, slug],
    );
    return rows[0] ?? null;
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Competition[]> {
    return this.database.read<Competition>(
      tenantId,
      `select ${COLUMNS} from app.competition c where c.tenant_id = $1 and c.id = any($2::uuid[])`,
      [tenantId, ids],
    );
  }

  /** Newest first, drafts only where they may be seen. */
  async listPage(tenantId: Id, drafts: DraftSight, { first, after }: PageRequest): Promise<PageOf<Competition>> {
    const [startsOn, id] = after === null ? [null, null] : decodeCursor(after, 2);
    if (after !== null && !(isDay(startsOn) && isId(id))) throw new DomainError('CURSOR_INVALID');
    const rows = await this.database.read<Competition>(
      tenantId,
      `select ${COLUMNS} from app.competition c
       where c.tenant_id = $1
         and (c.status <> 'draft' or $2::boolean or c.organisation_id = any($3::uuid[]) or c.id = any($4::uuid[]))
         and ($5::date is null or (c.starts_on <= $5::date and (c.starts_on < $5::date or c.id > $6::uuid)))
       order by c.starts_on desc, c.id limit $7`,
      [tenantId, drafts.all, drafts.organisationIds, drafts.competitionIds, startsOn, id, first + 1],
    );
    return pageOf(rows, first, (row) => [row.startsOn, row.id]);
  }
}

/** What is no id names nothing. */
function requireId(id: Id): void {
  if (!isId(id)) throw new DomainError('NOT_FOUND');
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new DomainError('NOT_FOUND');
  return row;
}
