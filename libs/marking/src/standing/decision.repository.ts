import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { type Id, newId } from '#kernel';
import type { Decision } from '#scoring';

@Injectable()
export class DecisionRepository {
  constructor(private readonly database: Database) {}

  forSkill(tenantId: Id, skillId: Id): Promise<Decision[]> {
    return this.database.read<Decision>(
      tenantId,
      `select entry_ids as "order", reason, coalesce(person_id::text, 'system') as by,
         to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from app.tie_decision where tenant_id = $1 and skill_id = $2 order by app.tie_decision.at, id`,
      [tenantId, skillId],
    );
  }

  async count(tenantId: Id, skillId: Id): Promise<number> {
    const [row] = await this.database.read<{ count: number }>(
      tenantId,
      'select count(*)::int as count from app.tie_decision where tenant_id = $1 and skill_id = $2',
      [tenantId, skillId],
    );
    return row?.count ?? 0;
  }

  async insert(tenantId: Id, skillId: Id, order: readonly Id[], reason: string, personId: Id | null): Promise<void> {
    await this.database.change(
      'insert into app.tie_decision (tenant_id, id, skill_id, entry_ids, reason, person_id) values ($1, $2, $3, $4, $5, $6)',
      [tenantId, newId(), skillId, order, reason, personId],
    );
  }
}
