import { AsyncLocalStorage } from 'node:async_hooks';
import { UnrecoverableError } from 'bullmq';
import { Database } from '#database';
import { type Id, systemActor } from '#kernel';
import { type Envelope, openEnvelope } from './envelope.js';
import { isFinal, problemOf, reasonOf } from './failure.rules.js';
import type { JobContext, JobHandlers } from './handlers.js';
import type { JobLog } from './job-log.js';
import type { JobRunChange } from './job-run.js';
import { JobRunRepository } from './job-run.repository.js';
import type { Delivered } from './queue-backend.js';
import { RunProgress } from './run-progress.js';

/** Runs one delivered job: tenant and system actor, the one handler, progress, and a truthful run whatever happens. */
export class JobRunner {
  readonly #runs: JobRunRepository;

  constructor(
    private readonly database: Database,
    private readonly handlers: JobHandlers,
    private readonly log: JobLog,
  ) {
    this.#runs = new JobRunRepository(database);
  }

  /** Throws when the job must be tried again; UnrecoverableError when that would not help. */
  async run(job: Delivered): Promise<void> {
    const started = performance.now();
    const envelope = openEnvelope(job.data);
    const line = { job: job.name, jobId: envelope.outboxId, tenant: envelope.tenantId, attempt: job.attemptsMade + 1 };
    try {
      await this.#attempt(job, envelope);
      this.log.info({ ...line, ms: Math.round(performance.now() - started), outcome: 'done' }, 'job');
    } catch (error) {
      this.log.warn(
        { ...line, ms: Math.round(performance.now() - started), outcome: 'failed', problem: problemOf(error), err: error },
        'job',
      );
      const reason = reasonOf(error);
      throw isFinal(error) ? new UnrecoverableError(reason) : new Error(reason);
    }
  }

  async #attempt(job: Delivered, { tenantId, outboxId, subscriber, payload }: Envelope): Promise<void> {
    const handle = this.handlers.find(job.name, subscriber);
    const isVisible =
      subscriber === null && (await this.#change(tenantId, outboxId, { state: 'running', problem: null, step: '', done: 0, total: 0 }));
    const outside = AsyncLocalStorage.snapshot();
    const write = (change: JobRunChange) => outside(() => this.#change(tenantId, outboxId, change));
    const progress = new RunProgress(write, (error) =>
      this.log.warn({ job: job.name, jobId: outboxId, err: error }, 'progress not written'),
    );
    const report = async (change: JobRunChange) => (isVisible ? progress.report(change) : undefined);
    const context: JobContext = {
      tenantId,
      jobId: outboxId,
      actor: systemActor(tenantId, subscriber ?? job.name),
      attempt: job.attemptsMade + 1,
      progress: (step, done, total) => report({ step, done, total }),
      result: (value) => report({ result: { ...value } }),
    };
    try {
      await handle(payload, context);
    } catch (error) {
      const rest = await progress.close();
      if (isVisible) await this.#change(tenantId, outboxId, { ...rest, state: 'queued', problem: problemOf(error) });
      throw error;
    }
    const rest = await progress.close();
    if (isVisible) await this.#change(tenantId, outboxId, { ...rest, state: 'done', problem: null });
  }

  #change(tenantId: Id, id: Id, change: JobRunChange): Promise<boolean> {
    return this.database.transaction(tenantId, () => this.#runs.change(tenantId, id, change));
  }
}
