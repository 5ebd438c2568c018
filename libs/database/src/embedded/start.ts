import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { locateBinaries } from './binaries.js';
import { clusterIn, ensureCluster, passwordOf, SUPERUSER } from './cluster.js';
import { homeOf, prepareHome } from './home.js';
import { adoptServer, startServer } from './server.js';
import { databaseUser } from './user.js';

export type EmbeddedPostgresOptions = {
  /** Made when missing. Data stays there between starts, or where its file `location` says. */
  readonly dataDir: string;
  /** Without one: the port of last time, or a free one. */
  readonly port?: number | undefined;
  /** Name of the database in `url`; made with the cluster. */
  readonly database?: string;
  /** False only for data that may be lost: no fsync. */
  readonly durable?: boolean;
  /** Further settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onProgress?: (line: string) => void;
};

export type EmbeddedPostgres = {
  /** As the superuser; for migrations and test rigs, never for the apps' own work. */
  readonly url: string;
  readonly port: number;
  /** Of the postmaster. */
  readonly pid: number;
  /** Where the cluster and its log `postgres.log` lie. */
  readonly home: string;
  /** Fast shutdown; returns when the server has ended. Does nothing to a server that another living process started. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the PostgreSQL 18 that came with npm, as root or not, and stops it when this process ends, however it ends.
 * A server that already has the folder is adopted.
 *
 * Throws DATABASE_PORT_IN_USE, DATABASE_FOLDER_OTHER_VERSION, DATABASE_FOLDER_NOT_OURS, DATABASE_FOLDER_NOT_WRITABLE,
 * DATABASE_DISK_FULL, DATABASE_BINARIES_MISSING, DATABASE_USER_MISSING, DATABASE_DID_NOT_START.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { port, database = 'guildhall', durable = true, settings = {}, onProgress = () => {} } = options;
  const dataDir = resolve(options.dataDir);
  const user = databaseUser(clusterIn(homeOf(dataDir)));
  const home = prepareHome(dataDir, user, onProgress);
  const binaries = locateBinaries(user, join(dataDir, 'binaries'), onProgress);
  const plan = { home, binaries, user, database, durable };
  await ensureCluster(plan, onProgress);
  const running = (await adoptServer(home)) ?? (await startServer(plan, { port, settings }, onProgress));
  const url = `postgresql://${SUPERUSER}:${passwordOf(clusterIn(home))}@127.0.0.1:${running.port}/${database}`;
  return { url, home, ...running };
}

/** Removes a stopped cluster with everything in it. For throw-away clusters of tests. */
export function removeEmbeddedPostgres(dataDir: string): void {
  for (const folder of [homeOf(resolve(dataDir)), resolve(dataDir)]) rmSync(folder, { recursive: true, force: true });
}
