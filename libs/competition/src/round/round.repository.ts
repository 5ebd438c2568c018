import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id } from '#kernel';
import type { Round } from './round.entity.js';

@Injectable()
export class RoundRepository {
  constructor(private readonly database: Database) {}

  async insert(tenantId: Id, round: Round): Promise<void> {
    await this.database.query('insert into app.round (tenant_id, id, skill_id, position, name, day) values ($1, $2, $3, $4, $5, $6)', [
      tenantId,
      round.id,
      round.skillId,
      round.position,
      round.name,
      round.day,
    ]);
  }

  /** Rounds of several skills, in order. */
  forSkills(tenantId: Id, skillIds: readonly Id[]): Promise<readonly Round[]> {
    return this.database.read<Round>(
      tenantId,
      `select r.id, r.skill_id as "skillId", r.position, r.name, r.day::text as day from app.round r
       where r.tenant_id = $1 and r.skill_id = any($2::uuid[]) order by r.skill_id, r.position`,
      [tenantId, skillIds],
    );
  }
}
