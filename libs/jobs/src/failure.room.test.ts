import { expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { onBothBackends } from '../../../test/support/jobs/on-both-backends.js';
import { trialJobs } from '../../../test/support/jobs/trial-jobs.js';
import { type TrialProcess, untilTrue } from '../../../test/support/jobs/trial-process.js';
import { openQueue } from './queue-backend.js';
import { CRASHED_REASON } from './suspects.js';

onBothBackends((rig) => {
  it('has the jobs of a killed worker done by another', async () => {
    const { database, outbox, tenantId } = rig();
    const victim = await rig().spawnWorker();
    await database.transaction(tenantId, async () => {
      for (let n = 0; n < 6; n += 1) await outbox.add(trialJobs.slow, { n, ms: 1_500 }, { visible: true });
    });
    await untilTrue(async () => (await rig().executions('slow')).length === 6, 10_000);
    await victim.end('SIGKILL');
    expect(await rig().effects()).toEqual([]);
    const heir = await rig().spawnWorker();
    await untilTrue(async () => (await rig().effects()).length === 6, 30_000);
    await untilTrue(async () => (await rig().runs()).every((run) => run === 'done'), 5_000);
    expect(new Set(await rig().executions('slow'))).toEqual(new Set([victim.pid, heir.pid]));
  }, 60_000);

  it('lets running jobs end when asked to stop', async () => {
    const { database, outbox, tenantId } = rig();
    const worker = await rig().spawnWorker();
    await database.transaction(tenantId, () => outbox.add(trialJobs.slow, { n: 1, ms: 800 }));
    await untilTrue(async () => (await rig().executions('slow')).length === 1, 10_000);
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(await rig().effects()).toEqual([1]);
  }, 30_000);

  it('does not start a worker that declares a job without a handler', async () => {
    const worker = await rig().spawnWorker({ forgetful: true });
    expect(await worker.ended).toBe(1);
    expect(worker.said()).toContain('No handler for trial.forgotten');
  }, 20_000);

  it('takes no jobs while its clock is wrong', async () => {
    const wrong = await rig().spawnWorker({ skew: { ms: 120_000, from: 'start' } });
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toContain("120 s ahead of the database's");

    const worker = await rig().spawnWorker({ skew: { ms: -60_000, from: 'SIGUSR2' } });
    worker.signal('SIGUSR2');
    await untilTrue(() => worker.said().includes('the clock is wrong: taking no jobs'), 15_000);
    await rig().enqueue(1);
    await rig().untilCarried();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await rig().executions('write')).toEqual([]);
    await rig().startWorkerHere();
    await untilTrue(async () => (await rig().executions('write')).includes(process.pid), 10_000);
  }, 50_000);

  it('throws on an unknown name and keeps the job as a dead letter', async () => {
    const { tenantId, backend } = rig();
    await rig().startWorkerHere();
    const outboxId = newId();
    const queue = openQueue(backend, 'prompt', () => undefined);
    rig().stopLater(() => queue.close());
    const envelope = { outboxId, tenantId, subscriber: null, payload: { n: 1 } };
    await queue.put([{ id: outboxId, name: 'trial.nobodyKnows', envelope, attempts: 2, backoffMs: 10 }]);
    await untilTrue(async () => (await rig().deadLetters()).length === 1, 10_000);
    expect(await rig().deadLetters()).toMatchObject([{ id: outboxId, name: 'trial.nobodyKnows', payload: { n: 1 }, attempts: 2 }]);
  }, 20_000);

  it('buries a failing job and one that kills its workers, and does the 300 good ones', async () => {
    const { database, outbox, tenantId } = rig();
    const [failing, crashing] = await database.transaction(tenantId, async () => {
      const poison = [
        await outbox.add(trialJobs.refuse, { n: 1 }, { visible: true }),
        await outbox.add(trialJobs.crash, { n: 2 }, { visible: true }),
      ] as const;
      for (let n = 0; n < 300; n += 1) await outbox.add(trialJobs.write, { n });
      return poison;
    });
    let isOver = false;
    let current: TrialProcess | undefined;
    const keepAWorker = async () => {
      while (!isOver) {
        current = await rig().spawnWorker({ tuning: { concurrency: 8, mostCrashes: 1 } });
        await current.ended;
      }
    };
    const kept = keepAWorker();
    await untilTrue(async () => (await rig().runs()).every((run) => String(run).startsWith('failed')), 40_000);
    await untilTrue(async () => (await rig().effects()).length === 300, 10_000);
    isOver = true;
    await current?.end('SIGKILL');
    await kept;
    expect(await rig().deadLetters()).toMatchObject([
      { id: failing, name: 'trial.refuse', reason: 'Error: Refused for …' },
      { id: crashing, name: 'trial.crash', attempts: 3, reason: CRASHED_REASON },
    ]);
    expect(await rig().runs()).toEqual(['failed JOB_FAILED', 'failed JOB_CRASHED']);
    expect(new Set(await rig().executions('crash')).size).toBe(2);
  }, 60_000);

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
    await Promise.all([rig().startWorkerHere(chore), rig().startWorkerHere(chore), rig().startWorkerHere(chore)]);
    await untilTrue(() => runs >= 6, 10_000);
    expect(most).toBe(1);
  }, 20_000);
});
