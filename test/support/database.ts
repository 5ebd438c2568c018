import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type LoginRole, migrate, roleUrl } from '#database';
import { migrateQueue } from '#jobs';

/** Roles belong to the cluster, so every test database of a run shares one secret. */
export const TEST_SECRET = 'guildhall-test-secret-of-no-installation';

/** A migrated, empty database of one test file. */
export type TestDatabase = {
  readonly name: string;
  /** As the migrator. */
  readonly adminUrl: string;
  /** As one of the product's own logins. */
  readonly urlOf: (role: LoginRole) => string;
  readonly secret: string;
  /** Ends all its connections and removes it. */
  readonly drop: () => Promise<void>;
};

/** Clones the migrated template, which is made once per state of the migrations. Takes about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = `guildhall_template_${hashOfMigrations()}`;
  const name = `guildhall_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    await ensureTemplate(admin, template);
    await admin.query(`create database ${name} template ${template}`);
  });
  const adminUrl = urlOfDatabase(name);
  return {
    name,
    adminUrl,
    urlOf: (role) => roleUrl(adminUrl, TEST_SECRET, role),
    secret: TEST_SECRET,
    drop: () => asAdmin((admin) => drop(admin, name)),
  };
}

/** An empty database without our schema, for tests of migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `guildhall_empty_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database ${name} template template0`));
  const adminUrl = urlOfDatabase(name);
  return {
    name,
    adminUrl,
    urlOf: (role) => roleUrl(adminUrl, TEST_SECRET, role),
    secret: TEST_SECRET,
    drop: () => asAdmin((admin) => drop(admin, name)),
  };
}

/** Test files run in several processes: who holds the lock makes the template, the others find it made. */
async function ensureTemplate(admin: pg.Client, template: string): Promise<void> {
  await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return;
    const draft = `${template}_draft`;
    await drop(admin, draft);
    await admin.query(`create database ${draft} template template0`);
    await migrate({ adminUrl: urlOfDatabase(draft), secret: TEST_SECRET, also: [migrateQueue] });
    await admin.query(`alter database ${draft} rename to ${template}`);
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
  }
}

async function drop(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${name} with (force)`);
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<void> {
  const admin = new pg.Client({ connectionString: clusterUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function clusterUrl(): string {
  const url = process.env['GUILDHALL_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('No test cluster: run room tests and stories by Jest, which starts one');
  return url;
}

function urlOfDatabase(name: string): string {
  const url = new URL(clusterUrl());
  url.pathname = `/${name}`;
  return url.toString();
}

function hashOfMigrations(): string {
  const folder = join(import.meta.dirname, '../../libs/database/src/migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}
