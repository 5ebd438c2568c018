import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import { connectDatabase, type Database } from '#database';
import { createIdentity, type IdentityRoom } from '#identity';
import { Outbox } from '#jobs';
import { type Id, systemActor } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { TRIAL_TABLES, trialJobs } from '../../../../test/support/jobs/trial-jobs.js';
import {
  endTrialProcesses,
  startApiProcess,
  startTrialWorker,
  type TrialProcess,
  untilTrue,
} from '../../../../test/support/jobs/trial-process.js';

type ApiProcess = TrialProcess & { readonly url: string };
type Seen = {
  readonly state: string;
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly result: string | null;
};

const FIELDS = 'state step done total result';
const PASSWORD = 'correct horse battery staple';

let test: TestDatabase;
let database: Database;
let identity: IdentityRoom;
let apis: readonly [ApiProcess, ApiProcess];
let tenantId: Id;
let starter: { readonly personId: Id; readonly cookie: string };
let stranger: { readonly personId: Id; readonly cookie: string };

beforeAll(async () => {
  test = await createTestDatabase();
  const admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
  await admin.query(TRIAL_TABLES);
  await admin.end();
  database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [] });
  identity = createIdentity(database, {
    SECRET: test.secret,
    DATABASE_URL: test.adminUrl,
    publicUrl: 'http://127.0.0.1:4000',
    AUTH_DATABASE_URL: undefined,
  });
  const founded = await identity.organisations.foundTenant({ slug: 'jobs', name: { 'zh-CN': '江海省总工会' } });
  tenantId = founded.tenantId;
  starter = await signedIn(founded.rootId, '王一', 'starter');
  stranger = await signedIn(founded.rootId, '李二', 'stranger');
  const environment = {
    SECRET: test.secret,
    DATABASE_URL: test.adminUrl,
    DATABASE_POOL: '4',
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'http://127.0.0.1:4000',
  };
  apis = await Promise.all([startApiProcess(environment), startApiProcess(environment)]);
}, 90_000);

afterAll(async () => {
  await endTrialProcesses();
  await identity?.close();
  await database?.close();
  await test?.drop();
});

it('shows a job’s progress by subscription and by polling, at two APIs, while a worker in its own process does it', async () => {
  const runId = await database.transaction(tenantId, () =>
    new Outbox(database).add(trialJobs.steps, { total: 6, ms: 400 }, { visible: true, startedBy: starter.personId }),
  );
  const followed = apis.map((api) => follow(api, runId, starter.cookie));
  await untilTrue(() => followed.every(({ seen }) => seen.length === 1), 20_000);
  const worker = await startTrialWorker({
    appUrl: test.urlOf('guildhall_app'),
    queueUrl: test.urlOf('guildhall_queue'),
    backend: { kind: 'postgres', url: test.urlOf('guildhall_queue') },
    tuning: { concurrency: 2 },
  });
  const polled: Seen[] = [];
  await untilTrue(async () => {
    polled.push(await poll(apis[1], runId));
    return polled.at(-1)?.state === 'done';
  }, 20_000);
  expect(polled.filter(({ state, done }) => state === 'running' && done > 0).length).toBeGreaterThan(0);
  for (const { seen, ended } of followed) {
    await ended;
    expect(seen[0]).toEqual({ state: 'queued', step: '', done: 0, total: 0, result: null });
    expect(seen.filter(({ step, done }) => step === 'stepping' && done < 6).length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toEqual({ state: 'done', step: 'stepping', done: 6, total: 6, result: '{"steps":6}' });
  }
  expect(await worker.end('SIGTERM')).toBe(0);
}, 60_000);

it('keeps jobs from those who neither started nor organise them', async () => {
  const runId = await database.transaction(tenantId, () =>
    new Outbox(database).add(trialJobs.write, { n: 1 }, { visible: true, startedBy: starter.personId }),
  );
  const asked = await ask(apis[0], '{ jobs { nodes { id } } }', stranger.cookie);
  expect(asked).toEqual({ data: { jobs: { nodes: [] } } });
  expect(await ask(apis[0], `{ job(id: "${runId}") { state } }`, stranger.cookie)).toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND' } }],
  });
  await expect(follow(apis[0], runId, stranger.cookie).ended).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  const own = await ask(apis[0], '{ jobs(first: 1) { nodes { id name } pageInfo { hasNextPage } } }', starter.cookie);
  expect(own).toEqual({ data: { jobs: { nodes: [{ id: runId, name: 'trial.write' }], pageInfo: { hasNextPage: true } } } });
});

async function signedIn(organisationId: Id, name: string, username: string): Promise<{ readonly personId: Id; readonly cookie: string }> {
  const person = await identity.people.add(systemActor(tenantId, 'test'), { organisationId, name });
  await identity.accounts.createAccount(tenantId, { personId: person.id, username, password: PASSWORD });
  const cookies = await identity.signIn.signIn({ name: username, password: PASSWORD, address: '127.0.0.1', headers: {} });
  return { personId: person.id, cookie: cookies.map((line) => line.split(';')[0]).join('; ') };
}

async function ask({ url }: ApiProcess, query: string, cookie: string): Promise<{ readonly data?: { readonly job?: Seen } }> {
  const headers = { 'content-type': 'application/json', 'guildhall-tenant': 'jobs', cookie };
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
}

async function poll(api: ApiProcess, runId: Id): Promise<Seen> {
  const { data } = await ask(api, `{ job(id: "${runId}") { ${FIELDS} } }`, starter.cookie);
  if (data?.job === undefined) throw new Error('No job');
  return data.job;
}

/** Subscribes as a browser does, with the cookie. */
function follow({ url }: ApiProcess, runId: Id, cookie: string): { readonly seen: Seen[]; readonly ended: Promise<void> } {
  const Socket = class extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, { protocols, headers: { cookie } } as unknown as string);
    }
  };
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql/stream`,
    webSocketImpl: Socket,
    connectionParams: { 'guildhall-tenant': 'jobs' },
    retryAttempts: 0,
  });
  const seen: Seen[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    client.subscribe<{ readonly jobProgress: Seen }>(
      { query: `subscription { jobProgress(id: "${runId}") { ${FIELDS} } }` },
      {
        next: ({ data, errors }) => {
          if (errors !== undefined) reject(errors);
          if (data) seen.push(data.jobProgress);
        },
        error: reject,
        complete: resolve,
      },
    );
  });
  return { seen, ended: ended.finally(() => client.dispose()) };
}
