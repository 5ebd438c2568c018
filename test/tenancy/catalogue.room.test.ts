import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { APP_COLUMN_RIGHTS_OUTSIDE, APP_RIGHTS_OUTSIDE, COLUMNS, CROSSINGS } from './allow-list.js';

const ROLES = ['guildhall_app', 'guildhall_auth', 'guildhall_queue', 'guildhall_directory'];
const POLICY = "(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)";

let test: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await test?.drop();
});

async function ask<R extends object>(text: string, values: readonly unknown[] = []): Promise<readonly R[]> {
  return (await admin.query<R>(text, [...values])).rows;
}

/** One column of text. */
async function list(text: string, values: readonly unknown[] = []): Promise<readonly string[]> {
  return (await ask<{ it: string }>(text, values)).map((row) => row.it);
}

const IN_APP = "c.relnamespace = 'app'::regnamespace";

describe('every table of schema app (R1)', () => {
  it('has tenant_id, never null', async () => {
    const tables = await list(`select relname as it from pg_class c where ${IN_APP} and relkind in ('r', 'p')`);
    const without = await list(
      `select relname as it from pg_class c where ${IN_APP} and relkind in ('r', 'p') and not exists
         (select from pg_attribute a where a.attrelid = c.oid and attname = 'tenant_id' and attnotnull and atttypid = 'uuid'::regtype)`,
    );
    process.stdout.write(`R1: ${tables.length} tables in schema app\n`);
    expect(tables.length).toBeGreaterThanOrEqual(24);
    expect(without).toEqual([]);
  });

  it('leads its primary key, unique keys and indexes with it', async () => {
    const without = await list(
      `select c.relname as it from pg_class c where ${IN_APP} and relkind in ('r', 'p')
          and not exists (select from pg_index i where i.indrelid = c.oid and indisprimary)
       union all
       select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
         left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where ${IN_APP} and a.attname is distinct from 'tenant_id'`,
    );
    expect(without).toEqual([]);
  });

  it('leads its foreign keys with it, on both ends', async () => {
    const counted = await list(
      `select conname as it from pg_constraint c join pg_namespace n on n.oid = connamespace where nspname = 'app' and contype = 'f'`,
    );
    const without = await list(
      `select f.conrelid::regclass || '.' || conname as it from pg_constraint f join pg_class c on c.oid = f.conrelid
         left join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
         left join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
        where ${IN_APP} and contype = 'f'
          and (a.attname is distinct from 'tenant_id' or b.attname is distinct from 'tenant_id'
               or (select relnamespace from pg_class t where t.oid = f.confrelid) <> 'app'::regnamespace)`,
    );
    expect(counted.length).toBeGreaterThan(30);
    expect(without).toEqual([]);
  });

  it('has row-level security enabled and forced', async () => {
    const open = await list(
      `select relname as it from pg_class c where ${IN_APP} and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });

  it('has exactly the one policy, for every command, for everybody, with its check', async () => {
    const policies = await ask(
      `select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies where schemaname = 'app' order by 1`,
    );
    const tables = await list(`select relname as it from pg_class c where ${IN_APP} and relkind in ('r', 'p') order by 1`);
    const wall = { policyname: 'tenant_wall', permissive: 'PERMISSIVE', roles: '{public}', cmd: 'ALL', qual: POLICY, with_check: POLICY };
    expect(policies).toEqual(tables.map((tablename) => ({ tablename, ...wall })));
  });
});

describe('views (R1)', () => {
  it('see what their reader may see, and none is materialised', async () => {
    const faults = await list(
      `select c.oid::regclass::text as it from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_toast'
          and (relkind = 'm' or relkind = 'f' or (relkind = 'v' and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']))`,
    );
    expect(faults).toEqual([]);
  });
});

describe('the roles (R1)', () => {
  it('are no superusers, pass no policy, make no roles and inherit nothing', async () => {
    const roles = await ask(
      `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit, rolcanlogin from pg_roles
        where rolname = any($1) order by rolname`,
      [ROLES],
    );
    const bare = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolinherit: false,
    };
    expect(roles).toEqual([...ROLES].sort().map((rolname) => ({ rolname, ...bare, rolcanlogin: rolname !== 'guildhall_directory' })));
  });

  it('are members of nothing', async () => {
    expect(await list('select roleid::regrole::text as it from pg_auth_members where member::regrole::text = any($1)', [ROLES])).toEqual(
      [],
    );
  });

  it('own nothing but the functions that cross', async () => {
    const owned = await list(
      `select s.refobjid::regrole || ' owns ' || pg_describe_object(s.classid, s.objid, s.objsubid) as it from pg_shdepend s
        where s.deptype = 'o' and s.refclassid = 'pg_authid'::regclass and s.refobjid::regrole::text = any($1)
          and s.dbid = (select oid from pg_database where datname = current_database())`,
      [ROLES],
    );
    expect([...owned].sort()).toEqual(
      Object.keys(CROSSINGS)
        .map((name) => `guildhall_directory owns function ${name.replaceAll(', ', ',')}`)
        .sort(),
    );
  });

  it('may create nothing', async () => {
    const rights = await list(
      `select r || ' in ' || nspname as it from unnest($1::text[]) as r cross join pg_namespace
        where nspname in ('app', 'auth', 'directory', 'queue', 'public') and has_schema_privilege(r, oid, 'create')`,
      [ROLES],
    );
    expect(rights).toEqual([]);
  });

  it('of the app touches nothing outside of schema app but what is listed', async () => {
    const rights = await list(
      `select privilege_type || ' on ' || table_schema || '.' || table_name as it from information_schema.role_table_grants
        where grantee in ('guildhall_app', 'PUBLIC') and table_schema not in ('app', 'pg_catalog', 'information_schema') order by 1`,
    );
    const columns = await list(
      `select privilege_type || ' (' || string_agg(column_name, ', ' order by column_name) || ') on ' || table_schema || '.' || table_name as it
         from information_schema.column_privileges p
        where grantee = 'guildhall_app' and table_schema not in ('app', 'pg_catalog', 'information_schema')
          and not exists (select from information_schema.role_table_grants g where g.grantee = p.grantee and g.table_schema = p.table_schema
                             and g.table_name = p.table_name and g.privilege_type = p.privilege_type)
        group by privilege_type, table_schema, table_name`,
    );
    expect(rights).toEqual(APP_RIGHTS_OUTSIDE);
    expect(columns).toEqual(APP_COLUMN_RIGHTS_OUTSIDE);
  });

  it('of sign-in and queue touch nothing in schema app', async () => {
    const rights = await list(
      `select grantee || ' ' || privilege_type || ' on ' || table_name as it from information_schema.role_table_grants
        where grantee = any($1) and table_schema = 'app'`,
      [['guildhall_auth', 'guildhall_queue', 'PUBLIC']],
    );
    expect(rights).toEqual([]);
  });
});

describe('what belongs to no tenant (R1)', () => {
  it('is in these schemas only', async () => {
    const schemas = await list(
      "select nspname as it from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1",
    );
    expect(schemas).toEqual(['app', 'auth', 'directory', 'public', 'queue']);
  });

  it('is in these tables and columns only', async () => {
    const found = await ask<{ name: string; columns: string }>(
      `select n.nspname || '.' || c.relname as name, string_agg(a.attname, ' ' order by a.attnum) as columns
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where n.nspname in ('auth', 'directory', 'queue', 'public') and c.relkind in ('r', 'p', 'v', 'm', 'f') group by 1`,
    );
    expect(Object.fromEntries(found.map(({ name, columns }) => [name, columns]))).toEqual(COLUMNS);
  });

  it('is reached by these functions only, with a pinned search path, by these roles', async () => {
    const found = await ask<{ name: string; config: string[] | null; callers: string[] }>(
      `select p.oid::regprocedure::text as name, p.proconfig as config,
              array(select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') from aclexplode(p.proacl) a
                     where a.grantee <> p.proowner order by 1)::text[] as callers
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`,
    );
    const callers = Object.fromEntries(found.map((row) => [row.name.replaceAll(',', ', '), row.callers]));
    expect(callers).toEqual(CROSSINGS);
    expect(found.filter((row) => row.config?.join() !== 'search_path=pg_catalog, pg_temp')).toEqual([]);
  });

  it('offers no function of ours to everybody', async () => {
    const offered = await list(
      `select p.oid::regprocedure::text as it from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('app', 'auth', 'directory', 'queue')
          and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`,
    );
    expect(offered).toEqual([]);
  });
});
