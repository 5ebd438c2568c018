import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { connectDatabase, type Database } from '#database';
import { createIdentity } from '#identity';
import { type Id, systemActor } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { openTransactionPool, type TransactionPool } from '../support/transaction-pool.js';

const TENANTS = 20;
const REQUESTS = Number(process.env['GUILDHALL_INTERLEAVED'] ?? 2_000);
const AT_ONCE = 50;
/** Connections of the process, and of the pooler behind which they share fewer. */
const [CONNECTIONS, POOLED] = [8, 3];

let test: TestDatabase;
let pool: TransactionPool;
let direct: Database;
let pooled: Database;
const tenants: Id[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  const url = test.urlOf('guildhall_app');
  direct = await connectDatabase({ url, entities: [], poolSize: CONNECTIONS });
  pool = await openTransactionPool(url, POOLED);
  pooled = await connectDatabase({ url: pool.url, entities: [], poolSize: CONNECTIONS });
  const identity = createIdentity(direct, { SECRET: test.secret, publicUrl: 'http://127.0.0.1:4000' });
  for (let number = 1; number <= TENANTS; number += 1) {
    const { tenantId, rootId } = await identity.organisations.foundTenant({ slug: `tenant-${number}`, name: { 'zh-CN': `第${number}` } });
    const members = Array.from({ length: number }, () => ({ organisationId: rootId, name: '王小明' }));
    await identity.people.addMany(systemActor(tenantId, 'test'), members);
    tenants.push(tenantId);
  }
});

afterAll(async () => {
  await pooled?.close();
  await pool?.close();
  await direct?.close();
  await test?.drop();
});

/** No statement names a tenant: only the wall stands between the rows. Each gives tenant ids of the rows it saw. */
const UNGUARDED = 'select tenant_id as id from app.person';

/** `times`: how often the way should see each of its own tenant's rows. */
type Way = { readonly times: number; readonly go: (database: Database, tenantId: Id) => Promise<readonly Id[]> };

const ways: readonly Way[] = [
  { times: 1, go: async (database, tenantId) => ids(await database.read(tenantId, UNGUARDED)) },
  { times: 1, go: async (database, tenantId) => ids(await database.read(tenantId, `${UNGUARDED} where name <> $1`, ['nobody'])) },
  { times: 1, go: (database, tenantId) => database.transaction(tenantId, async () => ids(await database.query(UNGUARDED))) },
  {
    times: 2,
    go: (database, tenantId) =>
      database.transaction(tenantId, async () => {
        const before = ids(await database.query(UNGUARDED));
        return [...before, ...ids(await database.query('update app.person set version = version + $1 returning tenant_id as id', [1]))];
      }),
  },
  {
    times: 1,
    go: async (database, tenantId) => {
      const seen: Id[] = [];
      const failing = database.transaction(tenantId, async () => {
        seen.push(...ids(await database.query(UNGUARDED)));
        await database.query('select 1 / (count(*) - count(*)) from app.person');
      });
      await expect(failing).rejects.toThrow('division by zero');
      return seen;
    },
  },
  {
    times: 0,
    go: async (database, tenantId) => {
      await expect(database.read(tenantId, 'select 1 / (count(*) - count(*)) from app.person')).rejects.toThrow('division by zero');
      return [];
    },
  },
  { times: 0, go: async (database) => ids(await database.directory(UNGUARDED)) },
];

function ids(rows: readonly object[]): readonly Id[] {
  return rows.map((row) => ('id' in row ? String(row.id) : ''));
}

/** Many tenants at once, each by every way in turn; counts rows of others and answers that miss own rows. */
async function interleave(database: Database) {
  const counts = { rows: 0, foreign: 0, short: 0 };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < REQUESTS) {
      const number = next;
      next += 1;
      const place = (number * 7) % TENANTS;
      const [tenantId, way] = [tenants[place], ways[number % ways.length]];
      if (tenantId === undefined || way === undefined) throw new Error('No such tenant or way');
      const seen = await way.go(database, tenantId);
      counts.rows += seen.length;
      counts.foreign += seen.filter((id) => id !== tenantId).length;
      if (seen.length !== way.times * (place + 1)) counts.short += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return counts;
}

it('shows each of many tenants on few connections its own rows only, whatever went before on the connection', async () => {
  const { rows, ...faults } = await interleave(direct);
  process.stdout.write(`R1: ${REQUESTS} interleaved requests on ${CONNECTIONS} connections, ${rows} rows: ${faults.foreign} foreign\n`);
  expect(faults).toEqual({ foreign: 0, short: 0 });
  expect(rows).toBeGreaterThan(REQUESTS);
}, 120_000);

it('does so behind a transaction pooler, where every transaction may run on another connection', async () => {
  const { rows, ...faults } = await interleave(pooled);
  process.stdout.write(
    `R1: ${REQUESTS} interleaved requests on ${CONNECTIONS} connections pooled to ${POOLED}, switched ${pool.switches()} times, ${rows} rows: ${faults.foreign} foreign\n`,
  );
  expect(faults).toEqual({ foreign: 0, short: 0 });
  expect(rows).toBeGreaterThan(REQUESTS);
  expect(pool.switches()).toBeGreaterThan(REQUESTS / 10);
}, 120_000);

it('would show: a setting that outlives its transaction hands rows to others behind the same pooler', async () => {
  const [client, stranger] = [new pg.Client({ connectionString: pool.url }), new pg.Client({ connectionString: pool.url })];
  await client.connect();
  await stranger.connect();
  try {
    for (let turn = 0; turn < POOLED * 2; turn += 1) await client.query(`set app.tenant = '${tenants[0]}'`);
    const seen = await Promise.all(Array.from({ length: POOLED * 2 }, () => stranger.query(UNGUARDED)));
    expect(seen.some(({ rows }) => rows.length > 0)).toBe(true);
  } finally {
    await client.query('reset app.tenant');
    await client.end();
    await stranger.end();
  }
});
