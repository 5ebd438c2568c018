import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { issueForPublication } from '#certificate';
import { connectDatabase, type Database } from '#database';
import { Outbox } from '#jobs';
import { newId } from '#kernel';
import { recomputeStandings } from '#marking';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { endTrialProcesses, startWorkerProcess, untilTrue } from '../../../test/support/jobs/trial-process.js';

let test: TestDatabase;
let database: Database;
let folder: string;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [] });
  folder = mkdtempSync(join(tmpdir(), 'guildhall-worker-'));
  environment = { SECRET: test.secret, DATABASE_URL: test.adminUrl, DATA_DIR: folder };
}, 60_000);

afterEach(endTrialProcesses);

afterAll(async () => {
  await database?.close();
  await test?.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('boots with a handler for every declared job, gives up at once what cannot be healed, and ends politely', async () => {
  const worker = await startWorkerProcess(environment);
  expect(worker.linesOut()[0]).toBe('{"ready":true}');
  const tenantId = newId();
  const outbox = new Outbox(database);
  const [done, failed] = await database.transaction(tenantId, async () => [
    await outbox.add(recomputeStandings, { skillId: newId() }, { visible: true }),
    await outbox.add(issueForPublication, { publicationId: newId() }, { visible: true }),
  ]);
  await untilTrue(async () => (await runs(tenantId)).every(({ state }) => state === 'done' || state === 'failed'), 30_000);
  expect(await runs(tenantId)).toEqual([
    { id: done, state: 'done', problem: null },
    { id: failed, state: 'failed', problem: 'NOT_FOUND' },
  ]);
  expect(await lettersOf(tenantId)).toEqual([{ id: failed, attempts: 1, reason: 'DomainError: NOT_FOUND' }]);

  const asked = Date.now();
  expect(await worker.end('SIGTERM')).toBe(0);
  expect(Date.now() - asked).toBeLessThan(15_000);
  const lines = worker.linesOut().map((line) => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'job', job: 'certificate.issueForPublication', tenant: tenantId, problem: 'NOT_FOUND' }),
  );
}, 60_000);

it('names every fault of its settings', async () => {
  const worker = await startWorkerProcess({ SECRET: 'short', WORKER_CONCURRENCY: '0' });
  expect(await worker.ended).toBe(1);
  expect(worker.said()).toMatch(/SECRET: [\s\S]*WORKER_CONCURRENCY: /);
}, 30_000);

function runs(tenantId: string): Promise<readonly { readonly state?: string }[]> {
  return database.read(tenantId, 'select id, state, problem from app.job_run where tenant_id = $1 order by id', [tenantId]);
}

async function lettersOf(tenantId: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: test.urlOf('guildhall_queue') });
  await client.connect();
  try {
    return (await client.query('select id, attempts, reason from queue.dead_letter where tenant_id = $1', [tenantId])).rows;
  } finally {
    await client.end();
  }
}
