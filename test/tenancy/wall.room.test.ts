import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { probe, type Setting } from './probe.js';
import { insertionOf, type SampleTable, sampleTables } from './sample-rows.js';

let test: TestDatabase;
let admin: pg.Client;
let tables: readonly SampleTable[];
const tenants = { own: newId(), other: newId() };

beforeAll(async () => {
  test = await createTestDatabase();
  admin = await connected();
  tables = await sampleTables(admin);
  await admin.query("set session_replication_role = 'replica'");
  for (const table of tables) {
    for (const tenant of [tenants.own, tenants.other]) await admin.query(insertionOf(table), [tenant]);
  }
});

afterAll(async () => {
  await admin?.end();
  await test?.drop();
});

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: test.adminUrl });
  await client.connect();
  return client;
}

async function probeAll(client: pg.Client, setting: Setting) {
  const results = [];
  for (const table of tables) results.push(await probe(client, table, tenants, setting));
  return { faults: results.flatMap((result) => result.faults), probes: results.reduce((sum, result) => sum + result.probes, 0) };
}

describe('the wall (R1)', () => {
  it('has a row of each of two tenants in every table to be tried on', async () => {
    for (const { table } of tables) {
      const { rows } = await admin.query(`select count(distinct tenant_id)::int as tenants from app.${table}`);
      expect({ table, ...rows[0] }).toEqual({ table, tenants: 2 });
    }
  });

  it('lets every table be read and written by its own tenant and by no other, however the setting stands', async () => {
    const unset = await connected();
    try {
      const runs = [await probeAll(unset, 'unset'), await probeAll(admin, 'own'), await probeAll(admin, 'empty')];
      const probes = runs.reduce((sum, run) => sum + run.probes, 0);
      const faults = runs.flatMap((run) => run.faults);
      process.stdout.write(`R1: ${probes} probes on ${tables.length} tables: ${faults.length} faults\n`);
      expect(faults).toEqual([]);
      expect(probes).toBe(tables.length * 3 * 9);
    } finally {
      await unset.end();
    }
  });
});

const POLICY = "nullif(current_setting('app.tenant', true), '')::uuid";
const MUTANTS: readonly (readonly [string, (table: string) => string])[] = [
  ['dropped', (table) => `drop policy tenant_wall on app.${table}`],
  ['switched off', (table) => `alter table app.${table} disable row level security`],
  ['open to all', (table) => `alter policy tenant_wall on app.${table} using (true) with check (true)`],
  ['without a check', (table) => `alter policy tenant_wall on app.${table} with check (true)`],
  ['open for reading', (table) => `alter policy tenant_wall on app.${table} using (true)`],
  ['without nullif', (table) => `alter policy tenant_wall on app.${table} using (tenant_id = current_setting('app.tenant', true)::uuid)`],
  ['open when unset', (table) => `alter policy tenant_wall on app.${table} using (coalesce(tenant_id = ${POLICY}, true))`],
  ['joined by a second one', (table) => `create policy leak on app.${table} for select using (true)`],
];

describe('the probes themselves (R1)', () => {
  it('go red for every policy spoilt in every way', async () => {
    const survivors: string[] = [];
    let mutants = 0;
    for (const table of tables) {
      for (const [what, mutate] of MUTANTS) {
        mutants += 1;
        const own = await probe(admin, table, tenants, 'own', mutate(table.table));
        const empty = await probe(admin, table, tenants, 'empty', mutate(table.table));
        if (own.faults.length + empty.faults.length === 0) survivors.push(`${table.table} ${what}`);
      }
    }
    process.stdout.write(`R1: ${mutants} mutants of ${tables.length} policies: ${mutants - survivors.length} caught\n`);
    expect(survivors).toEqual([]);
    expect((await probeAll(admin, 'own')).faults).toEqual([]);
  });
});
