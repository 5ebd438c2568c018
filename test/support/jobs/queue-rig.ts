import pg from 'pg';
import { connectDatabase, type Database } from '#database';
import { JobHandlers, JobWorker, Outbox, type QueueBackend, type WorkerTuning } from '#jobs';
import { type Id, newId } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../database.js';
import { startRedis, type TestRedis } from '../redis.js';
import { registerTrialJobs, TRIAL_TABLES, trialJobs } from './trial-jobs.js';
import { endTrialProcesses, startTrialWorker, type TrialProcess, untilTrue } from './trial-process.js';
import type { TrialWorkerSettings } from './trial-worker.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Short enough for a test, long enough for a busy machine. */
const TUNING: WorkerTuning = { concurrency: 8, lockMs: 1_500, stallCheckMs: 500, mostCrashes: 3 };

/** A queue on one backend with a database of its own, workers here and in other processes, and what they left behind. */
export class QueueRig {
  /** A new one for each test: `begin`. */
  tenantId: Id = newId();
  readonly outbox: Outbox;
  readonly #stops: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly test: TestDatabase,
    readonly database: Database,
    readonly backend: QueueBackend,
    private readonly admin: pg.Client,
    private readonly redis: TestRedis | undefined,
  ) {
    this.outbox = new Outbox(database);
  }

  static async open(kind: QueueBackend['kind']): Promise<QueueRig> {
    const test = await createTestDatabase();
    const admin = new pg.Client({ connectionString: test.adminUrl });
    await admin.connect();
    await admin.query(TRIAL_TABLES);
    const database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [], poolSize: 20 });
    const redis = kind === 'redis' ? await startRedis() : undefined;
    return new QueueRig(test, database, { kind, url: redis?.url ?? test.urlOf('guildhall_queue') }, admin, redis);
  }

  begin(): void {
    this.tenantId = newId();
  }

  /** Stops the workers of a test and forgets what it left. */
  async end(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) await stop();
    await endTrialProcesses();
    await this.admin.query('delete from queue.dead_letter; delete from queue.outbox');
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.admin.end();
    await this.redis?.stop();
    await this.test.drop();
  }

  stopLater(stop: () => Promise<unknown>): void {
    this.#stops.push(stop);
  }

  async spawnWorker(changes: Partial<TrialWorkerSettings> = {}): Promise<TrialProcess> {
    const { test, backend } = this;
    const addresses = { appUrl: test.urlOf('guildhall_app'), queueUrl: test.urlOf('guildhall_queue') };
    return startTrialWorker({ ...addresses, backend, ...changes, tuning: { ...TUNING, ...changes.tuning } });
  }

  async startWorkerHere(chore?: () => Promise<void>): Promise<void> {
    const { database, backend } = this;
    const handlers = new JobHandlers();
    registerTrialJobs(handlers, database);
    if (chore !== undefined) handlers.every(40, 'trial.chore', chore);
    const queueUrl = this.test.urlOf('guildhall_queue');
    const worker = new JobWorker({ backend, queueUrl, tuning: { concurrency: 8 }, log: SILENT }, database, handlers);
    await worker.start();
    this.stopLater(() => worker.stop());
  }

  enqueue(n: number): Promise<Id> {
    return this.database.transaction(this.tenantId, () => this.outbox.add(trialJobs.write, { n }));
  }

  /** As a relay does that dies between handing a row over and deleting it. */
  async deliverAgain(id: Id): Promise<void> {
    await this.untilCarried();
    const text = `insert into queue.outbox (id, tenant_id, name, payload) values ($1, $2, 'trial.write', '{"n":1}')`;
    await this.admin.query(text, [id, this.tenantId]);
    await this.untilCarried();
  }

  /** Until the outbox is empty. */
  async untilCarried(): Promise<void> {
    await untilTrue(async () => (await this.admin.query('select from queue.outbox')).rowCount === 0, 10_000);
  }

  /** Until the outbox is empty and nothing more is executed. */
  async untilIdle(): Promise<void> {
    await this.untilCarried();
    let before = -1;
    await untilTrue(async () => {
      const now = (await this.executions('write')).length;
      const isSame = now === before;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return isSame;
    }, 10_000);
  }

  effects(): Promise<readonly unknown[]> {
    return this.#column('select n as value from app.trial_effect where tenant_id = $1 order by n');
  }

  /** The process of each execution, oldest first. */
  executions(name: string): Promise<readonly unknown[]> {
    return this.#column('select pid as value from app.trial_execution where tenant_id = $1 and name = $2 order by at', [name]);
  }

  /** State and problem of each visible job, oldest first. */
  runs(): Promise<readonly unknown[]> {
    return this.#column(`select concat_ws(' ', state, problem) as value from app.job_run where tenant_id = $1 order by id`);
  }

  async deadLetters(): Promise<readonly object[]> {
    return (await this.admin.query('select * from queue.dead_letter where tenant_id = $1 order by id', [this.tenantId])).rows;
  }

  async #column(text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
    const { rows } = await this.admin.query<{ value: unknown }>(text, [this.tenantId, ...values]);
    return rows.map(({ value }) => value);
  }
}
