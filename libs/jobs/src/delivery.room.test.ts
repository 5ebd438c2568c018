import { expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { onBothBackends } from '../../../test/support/jobs/on-both-backends.js';
import { trialJobs, trialNews } from '../../../test/support/jobs/trial-jobs.js';
import { startTrialWatcher, untilTrue } from '../../../test/support/jobs/trial-process.js';
import { JobRunRepository } from './job-run.repository.js';
import { JobRuns } from './job-runs.js';
import { ProgressFeed } from './progress-feed.js';
import { openQueue } from './queue-backend.js';

onBothBackends((rig) => {
  it('delivers if and only if the transaction commits: 1,000 commits, 1,000 rollbacks', async () => {
    const { database, outbox, tenantId } = rig();
    await rig().startWorkerHere();
    const numbers = Array.from({ length: 2_000 }, (_, n) => n);
    await inParallel(10, numbers, async (n) => {
      const outcome = database.transaction(tenantId, async () => {
        await outbox.add(trialJobs.write, { n });
        if (n % 2 === 1) throw new Error('rolled back');
      });
      await (n % 2 === 1 ? expect(outcome).rejects.toThrow('rolled back') : outcome);
    });
    await untilTrue(async () => (await rig().effects()).length >= 1_000, 30_000);
    await rig().untilIdle();
    expect(await rig().effects()).toEqual(numbers.filter((n) => n % 2 === 0));
    expect(await rig().executions('write')).toHaveLength(1_000);
  }, 60_000);

  it('bears a second delivery: while the queue remembers it runs once, afterwards the effect is still one', async () => {
    await rig().startWorkerHere();
    const id = await rig().enqueue(1);
    await untilTrue(async () => (await rig().effects()).length === 1, 10_000);
    await rig().deliverAgain(id);
    await rig().enqueue(2);
    await untilTrue(async () => (await rig().effects()).length === 2, 10_000);
    expect(await rig().executions('write')).toHaveLength(2);

    const queue = openQueue(rig().backend, 'prompt', () => undefined);
    rig().stopLater(() => queue.close());
    await rig().untilIdle();
    await queue.forget(0);
    await rig().deliverAgain(id);
    await untilTrue(async () => (await rig().executions('write')).length === 3, 10_000);
    expect(await rig().effects()).toEqual([1, 2]);
  }, 30_000);

  it('carries each row once though several relays pull at the same time', async () => {
    const { database, outbox, tenantId } = rig();
    await database.transaction(tenantId, async () => {
      for (let n = 0; n < 600; n += 1) await outbox.add(trialJobs.write, { n });
    });
    await Promise.all([rig().startWorkerHere(), rig().startWorkerHere(), rig().startWorkerHere()]);
    await untilTrue(async () => (await rig().effects()).length === 600, 20_000);
    expect(await rig().executions('write')).toHaveLength(600);
  }, 30_000);

  it('brings news to every subscriber, once each', async () => {
    const { database, outbox, tenantId } = rig();
    await rig().startWorkerHere();
    await database.transaction(tenantId, () => outbox.add(trialNews, { n: 7 }));
    const heard = async () => [(await rig().executions('one.hear')).length, (await rig().executions('two.hear')).length];
    await untilTrue(async () => (await heard()).every((times) => times > 0), 10_000);
    expect(await heard()).toEqual([1, 1]);
  }, 20_000);

  it('shows progress to two other processes while the worker is inside a transaction of its own', async () => {
    const { database, outbox, tenantId, test } = rig();
    const appUrl = test.urlOf('guildhall_app');
    const runId = await database.transaction(tenantId, () => outbox.add(trialJobs.steps, { total: 6, ms: 400 }, { visible: true }));
    const watchers = [0, 1].map(() => startTrialWatcher({ appUrl, tenantId, runId }));
    await untilTrue(() => watchers.every((watcher) => watcher.linesOut().length === 1), 20_000);
    const worker = await rig().spawnWorker();
    const runs = new JobRuns(new JobRunRepository(database), new ProgressFeed(appUrl));
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
  }, 40_000);

  it('refuses a payload of 4 kB, in the code and behind it in the database', async () => {
    const { database, outbox, tenantId } = rig();
    const large = { n: 1, more: 'x'.repeat(4_096) };
    await expect(database.transaction(tenantId, () => outbox.add(trialJobs.write, large))).rejects.toThrow('unknown value "more"');
    const text = Array.from({ length: 900 }, () => Math.random().toString(36)).join();
    const write = () =>
      database.query(`insert into queue.outbox (id, tenant_id, name, payload) values ($1, $2, 'trial.write', $3)`, [
        newId(),
        tenantId,
        JSON.stringify({ text }),
      ]);
    await expect(database.transaction(tenantId, write)).rejects.toThrow('outbox_payload_check');
  });
});

async function inParallel<T>(lanes: number, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
