import type pg from 'pg';
import type { Database } from '#database';
import type { Id } from '#kernel';
import { letterIdOf, openEnvelope } from './envelope.js';
import { reasonOf } from './failure.rules.js';
import type { JobLog } from './job-log.js';
import { JobRunRepository } from './job-run.repository.js';
import type { Delivered, OpenQueue } from './queue-backend.js';
import { CRASHED_REASON } from './suspects.js';

const CODE = /^(?:DomainError: ([A-Z_]+)|(UnknownJob):)/;

/**
 * Buries jobs that the queue has given up: a row in queue.dead_letter, the run failed, the queue's record removed.
 * Each step may be repeated, so a worker that dies between them loses nothing: the sweep finds the record again.
 */
export class DeadLetters {
  readonly #runs: JobRunRepository;

  constructor(
    private readonly pool: pg.Pool,
    private readonly database: Database,
    private readonly log: JobLog,
  ) {
    this.#runs = new JobRunRepository(database);
  }

  async bury(job: Delivered): Promise<void> {
    const { outboxId, tenantId, subscriber, payload } = openEnvelope(job.data);
    const reason = reasonOf(job.failedReason ?? '');
    const name = subscriber === null ? job.name : `${job.name} > ${subscriber}`;
    await this.pool.query(
      `insert into queue.dead_letter (id, tenant_id, name, payload, attempts, reason) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do nothing`,
      [letterIdOf(outboxId, subscriber), tenantId, name, JSON.stringify(payload), Math.max(job.attemptsMade, job.attemptsStarted), reason],
    );
    if (subscriber === null) await this.#fail(tenantId, outboxId, problemIn(reason));
    await job.remove();
    this.log.error({ job: job.name, jobId: outboxId, tenant: tenantId, subscriber, attempts: job.attemptsMade, reason }, 'dead letter');
  }

  /** Buries all that the queue has given up. */
  async sweep(queue: OpenQueue): Promise<void> {
    for (const job of await queue.failed(100)) await this.bury(job);
  }

  async #fail(tenantId: Id, id: Id, problem: string): Promise<void> {
    await this.database.transaction(tenantId, () => this.#runs.change(tenantId, id, { state: 'failed', problem }));
  }
}

function problemIn(reason: string): string {
  if (reason === CRASHED_REASON) return 'JOB_CRASHED';
  const [, code, unknown] = CODE.exec(reason) ?? [];
  return code ?? (unknown === undefined ? 'JOB_FAILED' : 'JOB_UNKNOWN');
}
