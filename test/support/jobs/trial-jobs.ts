import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#database';
import { defineJob, defineNews, isWhole, type JobHandlers } from '#jobs';

/** Jobs of the queue contract: their effects are rows with unique keys, their executions are rows without. */
export const trialJobs = {
  write: defineJob('trial.write', { n: isWhole }, { attempts: 3, backoffMs: 50 }),
  slow: defineJob('trial.slow', { n: isWhole, ms: isWhole }, { attempts: 3, backoffMs: 50, queue: 'bulk' }),
  steps: defineJob('trial.steps', { total: isWhole, ms: isWhole }, { attempts: 3, backoffMs: 50 }),
  refuse: defineJob('trial.refuse', { n: isWhole }, { attempts: 3, backoffMs: 50 }),
  crash: defineJob('trial.crash', { n: isWhole }, { attempts: 3, backoffMs: 50 }),
};
export const trialNews = defineNews('trial.happened', { n: isWhole });

/** The tables that the trial jobs write, as the migrator must make them. */
export const TRIAL_TABLES = `
  create table app.trial_effect (tenant_id uuid not null default app.tenant(), n integer not null, primary key (tenant_id, n));
  create table app.trial_execution (tenant_id uuid not null default app.tenant(), at timestamptz not null default clock_timestamp(),
    name text not null, n integer not null, attempt integer not null, pid integer not null);
  call app.wall('app.trial_effect');
  call app.wall('app.trial_execution');
  grant select, insert on app.trial_effect, app.trial_execution to guildhall_app`;

export function registerTrialJobs(handlers: JobHandlers, database: Database): void {
  const execute = (tenantId: string, name: string, n: number, attempt: number) =>
    database.transaction(tenantId, () =>
      database.query('insert into app.trial_execution (name, n, attempt, pid) values ($1, $2, $3, $4)', [name, n, attempt, process.pid]),
    );
  const affect = (tenantId: string, n: number) =>
    database.transaction(tenantId, () => database.query('insert into app.trial_effect (n) values ($1) on conflict do nothing', [n]));

  handlers.on(trialJobs.write, async ({ n }, { tenantId, attempt }) => {
    await execute(tenantId, 'write', n, attempt);
    await affect(tenantId, n);
  });
  handlers.on(trialJobs.slow, async ({ n, ms }, { tenantId, attempt }) => {
    await execute(tenantId, 'slow', n, attempt);
    await sleep(ms);
    await affect(tenantId, n);
  });
  handlers.on(trialJobs.steps, async ({ total, ms }, { tenantId, progress, result }) => {
    // Inside a transaction of the handler's own: what is reported must be seen before it commits.
    await database.transaction(tenantId, async () => {
      for (let done = 1; done <= total; done += 1) {
        await sleep(ms);
        await progress('stepping', done, total);
      }
    });
    await result({ steps: total });
  });
  handlers.on(trialJobs.refuse, async ({ n }, { tenantId, attempt }) => {
    await execute(tenantId, 'refuse', n, attempt);
    throw new Error(`Refused for 11010519491231002X`);
  });
  handlers.on(trialJobs.crash, async ({ n }, { tenantId, attempt }) => {
    await execute(tenantId, 'crash', n, attempt);
    process.kill(process.pid, 'SIGKILL');
  });
  for (const subscriber of ['one.hear', 'two.hear']) {
    handlers.onNews(trialNews, subscriber, async ({ n }, { tenantId, attempt }) => {
      await execute(tenantId, subscriber, n, attempt);
    });
  }
}
