import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectDatabase, type Database } from '#database';
import { createIdentity, type IdentityRoom } from '#identity';
import { type Id, systemActor } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const TENANTS = 20;
const REQUESTS = Number(process.env['GUILDHALL_INTERLEAVED'] ?? 2_000);
const AT_ONCE = 50;

let test: TestDatabase;
let database: Database;
let identity: IdentityRoom;
const tenants: Id[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [], poolSize: 4 });
  identity = createIdentity(database, { SECRET: test.secret, publicUrl: 'http://127.0.0.1:4000' });
  for (let number = 1; number <= TENANTS; number += 1) {
    const { tenantId, rootId } = await identity.organisations.foundTenant({ slug: `tenant-${number}`, name: { 'zh-CN': `第${number}` } });
    const members = Array.from({ length: number }, () => ({ organisationId: rootId, name: '王小明' }));
    await identity.people.addMany(systemActor(tenantId, 'test'), members);
    tenants.push(tenantId);
  }
});

afterAll(async () => {
  await identity?.close();
  await database?.close();
  await test?.drop();
});

/** No statement names a tenant: only the wall stands between the rows. Each gives tenant ids of the rows it saw. */
const UNGUARDED = 'select tenant_id as id from app.person';

const ways: readonly ((tenantId: Id) => Promise<readonly Id[]>)[] = [
  async (tenantId) => ids(await database.read<{ id: Id }>(tenantId, UNGUARDED)),
  async (tenantId) => ids(await database.read<{ id: Id }>(tenantId, `${UNGUARDED} where name <> $1`, ['nobody'])),
  (tenantId) => database.transaction(tenantId, async () => ids(await database.query<{ id: Id }>(UNGUARDED))),
  (tenantId) =>
    database.transaction(tenantId, async () => {
      const before = ids(await database.query<{ id: Id }>(UNGUARDED));
      await database.change('update app.person set version = version + 1');
      return [...before, ...ids(await database.query<{ id: Id }>('update app.person set version = version + 1 returning tenant_id as id'))];
    }),
  async (tenantId) => {
    const seen: Id[] = [];
    const failing = database.transaction(tenantId, async () => {
      seen.push(...ids(await database.query<{ id: Id }>(UNGUARDED)));
      await database.query('select 1 / (count(*) - count(*)) from app.person');
    });
    await expect(failing).rejects.toThrow('division by zero');
    return seen;
  },
  async (tenantId) => {
    await expect(database.read(tenantId, 'select 1 / (count(*) - count(*)) from app.person')).rejects.toThrow('division by zero');
    return [];
  },
  async () => ids(await database.directory<{ id: Id }>(UNGUARDED)),
];

const ids = (rows: readonly { id: Id }[]) => rows.map((row) => row.id);

it('shows each of many tenants on few connections its own rows only, whatever went before on the connection', async () => {
  let next = 0;
  let rows = 0;
  let foreign = 0;
  let short = 0;
  const worker = async () => {
    while (next < REQUESTS) {
      const number = next;
      next += 1;
      const way = number % ways.length;
      const place = (number * 7) % TENANTS;
      const tenantId = tenants[place] ?? '';
      const seen = (await ways[way]?.(tenantId)) ?? [];
      rows += seen.length;
      foreign += seen.filter((id) => id !== tenantId).length;
      const expected = [place + 1, place + 1, place + 1, 2 * (place + 1), place + 1, 0, 0][way];
      if (seen.length !== expected) short += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.stdout.write(`R1: ${REQUESTS} interleaved requests of ${TENANTS} tenants on 4 connections, ${rows} rows: ${foreign} foreign\n`);
  expect({ foreign, short }).toEqual({ foreign: 0, short: 0 });
  expect(rows).toBeGreaterThan(REQUESTS);
});
