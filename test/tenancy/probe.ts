import type pg from 'pg';
import { insertionOf, type SampleTable } from './sample-rows.js';

/** What `app.tenant` is while a probe runs. `unset`: never set on this connection; `empty`: what a reused one reads. */
export type Setting = 'own' | 'unset' | 'empty';

export type Tenants = { readonly own: string; readonly other: string };

const REFUSED = '42501';

/**
 * Tries every command on a table as the app's login with all rights, in a transaction that is rolled back, and says what the wall did
 * wrong. Foreign keys and triggers are off, so that only the wall can refuse. `mutate` may first spoil it, as the migrator.
 *
 * @param setting `other` needs no run of its own: each run probes the other tenant's rows beside its own
 * @returns faults in words, and how many probes there were
 */
export async function probe(
  client: pg.Client,
  table: SampleTable,
  tenants: Tenants,
  setting: Setting,
  mutate?: string,
): Promise<{ readonly faults: readonly string[]; readonly probes: number }> {
  const faults: string[] = [];
  const own = setting === 'own';
  await client.query("begin; set local session_replication_role = 'replica'");
  try {
    if (mutate !== undefined) await client.query(mutate);
    await client.query(`grant all on app.${table.table} to guildhall_app; set local role guildhall_app`);
    if (setting !== 'unset') await client.query("select set_config('app.tenant', $1, true)", [own ? tenants.own : '']);
    const outcomes: readonly (readonly [string, string, readonly string[], string])[] = [
      ['select own', `select 1 from app.${table.table} where tenant_id = $1`, [tenants.own], own ? 'some' : 'none'],
      ['select other', `select 1 from app.${table.table} where tenant_id = $1`, [tenants.other], 'none'],
      ['insert own', insertionOf(table), [tenants.own], own ? 'some' : 'refused'],
      ['insert other', insertionOf(table), [tenants.other], 'refused'],
      ['update own', `update app.${table.table} set tenant_id = tenant_id where tenant_id = $1`, [tenants.own], own ? 'some' : 'none'],
      ['update other', `update app.${table.table} set tenant_id = tenant_id where tenant_id = $1`, [tenants.other], 'none'],
      [
        'move away',
        `update app.${table.table} set tenant_id = $2 where tenant_id = $1`,
        [tenants.own, tenants.other],
        own ? 'refused' : 'none',
      ],
      ['delete own', `delete from app.${table.table} where tenant_id = $1`, [tenants.own], own ? 'some' : 'none'],
      ['delete other', `delete from app.${table.table} where tenant_id = $1`, [tenants.other], 'none'],
    ];
    for (const [what, text, values, expected] of outcomes) {
      const makeRoom = what === 'insert own' && own ? `delete from app.${table.table}` : 'select';
      const found = await outcomeOf(client, makeRoom, text, values);
      if (found !== expected) faults.push(`${table.table}: ${what} with tenant ${setting}: ${found}, not ${expected}`);
    }
    return { faults, probes: outcomes.length };
  } finally {
    await client.query('rollback');
  }
}

/** `makeRoom` runs first: a table may allow one row of a kind only. */
async function outcomeOf(client: pg.Client, makeRoom: string, text: string, values: readonly string[]): Promise<string> {
  await client.query('savepoint before_probe');
  try {
    await client.query(makeRoom);
    const { rowCount } = await client.query(text, [...values]);
    return rowCount === 0 ? 'none' : 'some';
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    return code === REFUSED ? 'refused' : `error ${code} ${String(error)}`;
  } finally {
    await client.query('rollback to savepoint before_probe');
  }
}
