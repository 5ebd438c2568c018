import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';
import { ensureRoles } from './roles.js';

/** A step of another room that needs the migrator's rights, such as the tables of the queue library. */
export type MigrationStep = (client: pg.Client) => Promise<void>;

export type MigrateOptions = {
  /** Address with the migrator's login: owner of the database, may create roles. */
  readonly adminUrl: string;
  /** The installation's secret; the roles' passwords are derived from it. */
  readonly secret: string;
  /** Run after our own history, each time; must be safe to repeat. */
  readonly also?: readonly MigrationStep[];
  /** Told the name of each migration as it has been applied. */
  readonly onProgress?: (name: string) => void;
};

/** Any number, the same in every process: whoever holds it migrates, the others wait. */
const MIGRATION_LOCK = 7_263_518;

/**
 * Brings roles and schema up to date. Processes that start together wait for each other; all pending migrations are one
 * transaction, so a migrator killed midway leaves the database as it was.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(client, options.secret);
    await runHistory(options);
    await client.query('grant select on schema_history to guildhall_app');
    for (const step of options.also ?? []) await step(client);
  } finally {
    await client.end();
  }
}

async function runHistory(options: MigrateOptions): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: options.adminUrl,
    migrations: [...migrations],
    migrationsTableName: 'schema_history',
    poolSize: 1,
  });
  await source.initialize();
  try {
    const applied = await source.runMigrations({ transaction: 'all' });
    for (const migration of applied) options.onProgress?.(migration.name);
  } finally {
    await source.destroy();
  }
}
