import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id } from '#kernel';
import type { JobRun, JobRunChange } from './job-run.js';

const COLUMNS = `id, name, subject_id as "subjectId", started_by as "startedBy", state, step, done, total, problem, result,
  created_at as "createdAt", updated_at as "updatedAt"`;

/** The channel on which a changed run is told; the payload is `tenantId runId`. */
export const PROGRESS_CHANNEL = 'guildhall_progress';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

@Injectable()
export class JobRunRepository {
  constructor(private readonly database: Database) {}

  async find(tenantId: Id, id: Id): Promise<JobRun | undefined> {
    const rows = await this.database.read<JobRun>(tenantId, `select ${COLUMNS} from app.job_run where tenant_id = $1 and id = $2`, [
      tenantId,
      id,
    ]);
    return rows[0];
  }

  /** Newest first, below `beforeId`; ids are in order of time. `startedBy` null means everybody's. */
  listPage(tenantId: Id, startedBy: Id | null, beforeId: Id | null, limit: number): Promise<readonly JobRun[]> {
    return this.database.read<JobRun>(
      tenantId,
      `select ${COLUMNS} from app.job_run
        where tenant_id = $1 and id < $2 and ($3::uuid is null or started_by = $3) order by id desc limit $4`,
      [tenantId, beforeId ?? LAST_ID, startedBy, limit],
    );
  }

  /**
   * Changes a run unless it is done, and tells those who watch when the change commits. Returns whether there was one to change.
   */
  async change(tenantId: Id, id: Id, { state, step, done, total, problem, result }: JobRunChange): Promise<boolean> {
    const rows = await this.database.query(
      `update app.job_run
          set state = coalesce($3, state), step = coalesce($4, step), done = coalesce($5, done), total = coalesce($6, total),
              problem = case when $7 then $8 else problem end, result = coalesce($9::jsonb, result), updated_at = clock_timestamp()
        where tenant_id = $1 and id = $2 and state <> 'done'
        returning pg_notify('${PROGRESS_CHANNEL}', tenant_id || ' ' || id)`,
      [
        tenantId,
        id,
        state ?? null,
        step ?? null,
        done ?? null,
        total ?? null,
        problem !== undefined,
        problem ?? null,
        result === undefined ? null : JSON.stringify(result),
      ],
    );
    return rows.length > 0;
  }
}
