import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id } from '#kernel';
import type { RuleSet, Scheme } from '#scoring';

/** One version of what is marked and how it counts. `number` counts up from 1 within the skill. */
export type SchemeVersion = {
  readonly id: Id;
  readonly skillId: Id;
  readonly number: number;
  readonly scheme: Scheme;
  readonly rules: RuleSet;
  readonly sourceName: string | null;
};

export type NewSchemeVersion = Omit<SchemeVersion, 'number'> & {
  readonly sourceSha256: Buffer | null;
  readonly createdBy: Id | null;
};

const COLUMNS = 'id, skill_id as "skillId", number, scheme, rules, source_name as "sourceName"';

@Injectable()
export class SchemeRepository {
  constructor(private readonly database: Database) {}

  async insert(tenantId: Id, version: NewSchemeVersion): Promise<SchemeVersion> {
    const [row] = await this.database.query<SchemeVersion>(
      `insert into app.scheme (tenant_id, id, skill_id, number, scheme, rules, source_name, source_sha256, created_by)
       select $1, $2, $3, 1 + coalesce(max(number), 0), $4, $5, $6, $7, $8 from app.scheme where tenant_id = $1 and skill_id = $3
       returning ${COLUMNS}`,
      [
        tenantId,
        version.id,
        version.skillId,
        JSON.stringify(version.scheme),
        JSON.stringify(version.rules),
        version.sourceName,
        version.sourceSha256,
        version.createdBy,
      ],
    );
    if (row === undefined) throw new Error('The scheme was not inserted');
    return row;
  }

  async find(tenantId: Id, id: Id): Promise<SchemeVersion | null> {
    const rows = await this.database.read<SchemeVersion>(tenantId, `select ${COLUMNS} from app.scheme where tenant_id = $1 and id = $2`, [
      tenantId,
      id,
    ]);
    return rows[0] ?? null;
  }

  async findLatest(tenantId: Id, skillId: Id): Promise<SchemeVersion | null> {
    const rows = await this.database.read<SchemeVersion>(
      tenantId,
      `select ${COLUMNS} from app.scheme where tenant_id = $1 and skill_id = $2 order by number desc limit 1`,
      [tenantId, skillId],
    );
    return rows[0] ?? null;
  }
}
