import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { connectDatabase, type Database } from '#database';
import { type Id, newId } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { registerTrialJobs, TRIAL_TABLES, trialJobs, trialNews } from '../../../test/support/jobs/trial-jobs.js';
import {
  endTrialProcesses,
  startTrialWatcher,
  startTrialWorker,
  type TrialProcess,
  untilTrue,
} from '../../../test/support/jobs/trial-process.js';
import { hasRedis, startRedis, type TestRedis } from '../../../test/support/redis.js';
import { JobHandlers } from './handlers.js';
import { JobRunRepository } from './job-run.repository.js';
import { JobRuns } from './job-runs.js';
import { JobWorker } from './job-worker.js';
import { Outbox } from './outbox.js';
import { ProgressFeed } from './progress-feed.js';
import { openQueue, type QueueBackend, type WorkerTuning } from './queue-backend.js';
import { CRASHED_REASON } from './suspects.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Short enough for a test, long enough for a busy machine. */
const TUNING: WorkerTuning = { concurrency: 8, lockMs: 1_500, stallCheckMs: 500, mostCrashes: 3 };

const isRedisMissing = !hasRedis();
if (isRedisMissing && process.env['CI']) throw new Error('CI allows no skip: install redis-server');

describe('the queue on PostgreSQL', () => contract('postgres'));
(isRedisMissing ? describe.skip : describe)(
  `the queue on Redis${isRedisMissing ? ' (skipped: no redis-server on this machine)' : ''}`,
  () => contract('redis'),
);

function contract(kind: QueueBackend['kind']): void {
  let test: TestDatabase;
  let redis: TestRedis | undefined;
  let admin: pg.Client;
  let database: Database;
  let outbox: Outbox;
  let tenantId: Id;
  let backend: QueueBackend;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    admin = new pg.Client({ connectionString: test.adminUrl });
    await admin.connect();
    await admin.query(TRIAL_TABLES);
    database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [], poolSize: 20 });
    outbox = new Outbox(database);
    redis = kind === 'redis' ? await startRedis() : undefined;
    backend = { kind, url: redis?.url ?? test.urlOf('guildhall_queue') };
  }, 60_000);

  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
    await endTrialProcesses();
    await admin.query('delete from queue.dead_letter; delete from queue.outbox');
  });

  afterAll(async () => {
    await database?.close();
    await admin?.end();
    await redis?.stop();
    await test?.drop();
  });

  it('delivers if and only if the transaction commits: 1,000 commits, 1,000 rollbacks', async () => {
    tenantId = newId();
    await startWorkerHere();
    const numbers = Array.from({ length: 2_000 }, (_, n) => n);
    await inParallel(10, numbers, async (n) => {
      const outcome = database.transaction(tenantId, async () => {
        await outbox.add(trialJobs.write, { n });
        if (n % 2 === 1) throw new Error('rolled back');
      });
      await (n % 2 === 1 ? expect(outcome).rejects.toThrow('rolled back') : outcome);
    });
    await untilTrue(async () => (await effects()).length >= 1_000, 30_000);
    await untilIdle();
    expect(await effects()).toEqual(numbers.filter((n) => n % 2 === 0));
    expect(await executions('write')).toHaveLength(1_000);
  }, 60_000);

  it('bears a second delivery: while the queue remembers it runs once, afterwards the effect is still one', async () => {
    tenantId = newId();
    await startWorkerHere();
    const id = await enqueue(1);
    await untilTrue(async () => (await effects()).length === 1, 10_000);
    await deliverAgain(id);
    await enqueue(2);
    await untilTrue(async () => (await effects()).length === 2, 10_000);
    expect(await executions('write')).toHaveLength(2);

    const queue = openQueue(backend, 'prompt', () => undefined);
    stops.push(() => queue.close());
    await queue.forget(0);
    await deliverAgain(id);
    await untilTrue(async () => (await executions('write')).length === 3, 10_000);
    expect(await effects()).toEqual([1, 2]);
  }, 30_000);

  it('carries each row once though several relays pull at the same time', async () => {
    tenantId = newId();
    await database.transaction(tenantId, async () => {
      for (let n = 0; n < 600; n += 1) await outbox.add(trialJobs.write, { n });
    });
    await Promise.all([startWorkerHere(), startWorkerHere(), startWorkerHere()]);
    await untilTrue(async () => (await effects()).length === 600, 20_000);
    expect(await executions('write')).toHaveLength(600);
  }, 30_000);

  it('brings news to every subscriber, once each', async () => {
    tenantId = newId();
    await startWorkerHere();
    await database.transaction(tenantId, () => outbox.add(trialNews, { n: 7 }));
    await untilTrue(async () => (await executions('one.hear')).length + (await executions('two.hear')).length === 2, 10_000);
    expect([(await executions('one.hear')).length, (await executions('two.hear')).length]).toEqual([1, 1]);
  }, 20_000);

  it('has the jobs of a killed worker done by another', async () => {
    tenantId = newId();
    const victim = await spawnWorker();
    await database.transaction(tenantId, async () => {
      for (let n = 0; n < 6; n += 1) await outbox.add(trialJobs.slow, { n, ms: 1_000 }, { visible: true });
    });
    await untilTrue(async () => (await executions('slow')).length === 6, 10_000);
    await victim.end('SIGKILL');
    expect(await effects()).toEqual([]);
    const heir = await spawnWorker();
    await untilTrue(async () => (await effects()).length === 6, 20_000);
    await untilTrue(async () => (await states()).every((state) => state === 'done'), 5_000);
    expect(new Set(await executions('slow'))).toEqual(new Set([victim.pid, heir.pid]));
  }, 60_000);

  it('lets running jobs end when asked to stop', async () => {
    tenantId = newId();
    const worker = await spawnWorker();
    await database.transaction(tenantId, () => outbox.add(trialJobs.slow, { n: 1, ms: 800 }));
    await untilTrue(async () => (await executions('slow')).length === 1, 10_000);
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(await effects()).toEqual([1]);
  }, 30_000);

  it('does not start a worker that declares a job without a handler', async () => {
    const worker = await startTrialWorker({ ...settings(), forgetful: true });
    expect(await worker.ended).toBe(1);
    expect(worker.said()).toContain('No handler for trial.forgotten');
  }, 20_000);

  it('takes no jobs while its clock is wrong', async () => {
    tenantId = newId();
    const wrong = await startTrialWorker({ ...settings(), skew: { ms: 120_000, from: 'start' } });
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toContain("120 s ahead of the database's");

    const worker = await startTrialWorker({ ...settings(), skew: { ms: -60_000, from: 'SIGUSR2' } });
    stops.push(() => worker.end('SIGKILL'));
    worker.signal('SIGUSR2');
    await untilTrue(() => worker.said().includes('the clock is wrong: taking no jobs'), 10_000);
    await enqueue(1);
    await untilCarried();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await executions('write')).toEqual([]);
    await startWorkerHere();
    await untilTrue(async () => (await executions('write')).includes(process.pid), 10_000);
  }, 40_000);

  it('throws on an unknown name and keeps the job as a dead letter', async () => {
    tenantId = newId();
    await startWorkerHere();
    const outboxId = newId();
    const queue = openQueue(backend, 'prompt', () => undefined);
    stops.push(() => queue.close());
    const envelope = { outboxId, tenantId, subscriber: null, payload: { n: 1 } };
    await queue.put([{ id: outboxId, name: 'trial.nobodyKnows', envelope, attempts: 2, backoffMs: 10 }]);
    await untilTrue(async () => (await deadLetters()).length === 1, 10_000);
    expect(await deadLetters()).toMatchObject([{ id: outboxId, name: 'trial.nobodyKnows', payload: { n: 1 }, attempts: 2 }]);
  }, 20_000);

  it('buries a failing job and one that kills its workers, and does the 300 good ones', async () => {
    tenantId = newId();
    let isOver = false;
    const keepAWorker = async () => {
      while (!isOver) await (await spawnWorker({ mostCrashes: 1 })).ended;
    };
    const [failing, crashing] = await database.transaction(tenantId, async () => {
      const poison = [
        await outbox.add(trialJobs.refuse, { n: 1 }, { visible: true }),
        await outbox.add(trialJobs.crash, { n: 2 }, { visible: true }),
      ] as const;
      for (let n = 0; n < 300; n += 1) await outbox.add(trialJobs.write, { n });
      return poison;
    });
    const kept = keepAWorker();
    await untilTrue(async () => (await deadLetters()).length === 2 && (await effects()).length === 300, 40_000);
    isOver = true;
    for (const stop of stops.splice(0)) await stop();
    await kept;
    expect(await deadLetters()).toMatchObject([
      { id: failing, name: 'trial.refuse', reason: 'Error: Refused for …' },
      { id: crashing, name: 'trial.crash', attempts: 3, reason: CRASHED_REASON },
    ]);
    expect(await problems()).toEqual(['JOB_FAILED', 'JOB_CRASHED']);
    expect(new Set(await executions('crash')).size).toBe(2);
  }, 60_000);

  it('shows progress to two other processes while the worker is inside a transaction of its own', async () => {
    tenantId = newId();
    const runId = await database.transaction(tenantId, () => outbox.add(trialJobs.steps, { total: 6, ms: 400 }, { visible: true }));
    const watchers = [0, 1].map(() => startTrialWatcher({ appUrl: test.urlOf('guildhall_app'), tenantId, runId }));
    await untilTrue(() => watchers.every((watcher) => watcher.linesOut().length === 1), 20_000);
    const worker = await spawnWorker();
    const runs = new JobRuns(new JobRunRepository(database), new ProgressFeed(test.urlOf('guildhall_app')));
    await untilTrue(async () => (await runs.get(tenantId, runId)).done >= 2, 10_000);
    expect(await runs.get(tenantId, runId)).toMatchObject({ state: 'running', step: 'stepping', total: 6 });
    for (const watcher of watchers) {
      expect(await watcher.ended).toBe(0);
      const seen = watcher.linesOut().map((line) => JSON.parse(line));
      expect(seen[0]).toEqual({ state: 'queued', step: '', done: 0, total: 0, result: null });
      expect(seen.filter(({ state, step }) => state === 'running' && step === 'stepping').length).toBeGreaterThanOrEqual(2);
      expect(seen.at(-1)).toEqual({ state: 'done', step: 'stepping', done: 6, total: 6, result: { steps: 6 } });
    }
    expect(await worker.end('SIGTERM')).toBe(0);
  }, 30_000);

  it('refuses a payload of 4 kB, in the code and behind it in the database', async () => {
    tenantId = newId();
    const large = { n: 1, more: 'x'.repeat(4_096) };
    await expect(database.transaction(tenantId, () => outbox.add(trialJobs.write, large))).rejects.toThrow('unknown value "more"');
    await expect(
      database.transaction(tenantId, () =>
        database.query(`insert into queue.outbox (id, tenant_id, name, payload) values ($1, $2, 'trial.write', $3)`, [
          newId(),
          tenantId,
          JSON.stringify({ text: Array.from({ length: 900 }, () => Math.random().toString(36)).join() }),
        ]),
      ),
    ).rejects.toThrow('outbox_payload_check');
  });

  it('runs a chore in one worker at a time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const chore = async () => {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 60));
      running -= 1;
    };
    await Promise.all([startWorkerHere(chore), startWorkerHere(chore), startWorkerHere(chore)]);
    await untilTrue(() => runs >= 6, 10_000);
    expect(most).toBe(1);
  }, 20_000);

  const settings = () => ({ appUrl: test.urlOf('guildhall_app'), queueUrl: test.urlOf('guildhall_queue'), backend, tuning: TUNING });

  async function spawnWorker(tuning: Partial<WorkerTuning> = {}): Promise<TrialProcess> {
    const worker = await startTrialWorker({ ...settings(), tuning: { ...TUNING, ...tuning } });
    stops.push(() => worker.end('SIGKILL'));
    return worker;
  }

  async function startWorkerHere(chore?: () => Promise<void>): Promise<void> {
    const handlers = new JobHandlers();
    registerTrialJobs(handlers, database);
    if (chore !== undefined) handlers.every(40, 'trial.chore', chore);
    const { queueUrl } = settings();
    const worker = new JobWorker({ backend, queueUrl, tuning: { concurrency: 8 }, log: SILENT }, database, handlers);
    await worker.start();
    stops.push(() => worker.stop());
  }

  function enqueue(n: number): Promise<Id> {
    return database.transaction(tenantId, () => outbox.add(trialJobs.write, { n }));
  }

  /** As a relay does that dies between handing a row over and deleting it. */
  async function deliverAgain(id: Id): Promise<void> {
    await untilCarried();
    await admin.query(`insert into queue.outbox (id, tenant_id, name, payload) values ($1, $2, 'trial.write', '{"n":1}')`, [id, tenantId]);
    await untilCarried();
  }

  const untilCarried = () => untilTrue(async () => (await admin.query('select from queue.outbox')).rowCount === 0, 10_000);

  /** Until the outbox is empty and nothing more is executed. */
  async function untilIdle(): Promise<void> {
    await untilCarried();
    let before = -1;
    await untilTrue(async () => {
      const now = (await executions('write')).length;
      const isSame = now === before;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return isSame;
    }, 10_000);
  }

  const column = async (text: string, values: readonly unknown[] = []) =>
    (await admin.query<{ value: unknown }>(text, [tenantId, ...values])).rows.map(({ value }) => value);
  const effects = () => column('select n as value from app.trial_effect where tenant_id = $1 order by n');
  /** The process of each execution. */
  const executions = (name: string) =>
    column('select pid as value from app.trial_execution where tenant_id = $1 and name = $2 order by at', [name]);
  const states = () => column('select state as value from app.job_run where tenant_id = $1');
  const problems = () => column('select problem as value from app.job_run where tenant_id = $1 order by id');
  const deadLetters = async () => (await admin.query('select * from queue.dead_letter where tenant_id = $1 order by id', [tenantId])).rows;
}

async function inParallel<T>(lanes: number, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
