import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { DomainError, type Id, isId } from '#kernel';
import type { Skill } from './skill.entity.js';

const COLUMNS = `s.id, s.competition_id as "competitionId", s.code, s.name, s.status, s.entries_per_organisation as "entriesPerOrganisation",
  s.registration_closes_at as "registrationClosesAt", coalesce(s.registration_closes_at <= app.now(), false) as "isPastClosing",
  s.locked_by as "lockedBy", s.checked_by as "checkedBy", s.published_by as "publishedBy", s.version, s.created_at as "createdAt"`;

export type NewSkill = Pick<Skill, 'id' | 'competitionId' | 'code' | 'name' | 'entriesPerOrganisation' | 'registrationClosesAt'>;

@Injectable()
export class SkillRepository {
  constructor(private readonly database: Database) {}

  async insert(tenantId: Id, s: NewSkill): Promise<Skill> {
    const [row] = await this.database.query<Skill>(
      `insert into app.skill as s (tenant_id, id, competition_id, code, name, entries_per_organisation, registration_closes_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [tenantId, s.id, s.competitionId, s.code, s.name, s.entriesPerOrganisation, s.registrationClosesAt],
    );
    return found(row);
  }

  /** Writes if `version` is still the stored one; null when it is not. */
  async replace(tenantId: Id, s: Skill): Promise<Skill | null> {
    const rows = await this.database.query<Skill>(
      `update app.skill as s set code = $4, name = $5, status = $6, entries_per_organisation = $7, registration_closes_at = $8,
         locked_by = $9, checked_by = $10, published_by = $11, version = s.version + 1
       where s.tenant_id = $1 and s.id = $2 and s.version = $3 returning ${COLUMNS}`,
      [
        tenantId,
        s.id,
        s.version,
        s.code,
        s.name,
        s.status,
        s.entriesPerOrganisation,
        s.registrationClosesAt,
        s.lockedBy,
        s.checkedBy,
        s.publishedBy,
      ],
    );
    return rows[0] ?? null;
  }

  async find(tenantId: Id, id: Id): Promise<Skill> {
    requireId(id);
    const [row] = await this.database.read<Skill>(tenantId, `select ${COLUMNS} from app.skill s where s.tenant_id = $1 and s.id = $2`, [
      tenantId,
      id,
    ]);
    return found(row);
  }

  /** Holds the row until the transaction ends; rows that merely refer to the skill can still be written by others. */
  async lock(tenantId: Id, id: Id): Promise<Skill> {
    requireId(id);
    const [row] = await this.database.query<Skill>(
      `select ${COLUMNS} from app.skill s where s.tenant_id = $1 and s.id = $2 for no key update`,
      [tenantId, id],
    );
    return found(row);
  }

  async findByCode(tenantId: Id, competitionId: Id, code: string): Promise<Skill | null> {
    const rows = await this.database.read<Skill>(
      tenantId,
      `select ${COLUMNS} from app.skill s where s.tenant_id = $1 and s.competition_id = $2 and s.code = $3`,
      [tenantId, competitionId, code],
    );
    return rows[0] ?? null;
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Skill[]> {
    return this.database.read<Skill>(tenantId, `select ${COLUMNS} from app.skill s where s.tenant_id = $1 and s.id = any($2::uuid[])`, [
      tenantId,
      ids,
    ]);
  }

  /** By competition, then by code. */
  forCompetitions(tenantId: Id, competitionIds: readonly Id[]): Promise<readonly Skill[]> {
    return this.database.read<Skill>(
      tenantId,
      `select ${COLUMNS} from app.skill s where s.tenant_id = $1 and s.competition_id = any($2::uuid[]) order by s.competition_id, s.code`,
      [tenantId, competitionIds],
    );
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
