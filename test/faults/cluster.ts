import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, isAlive, removeEmbeddedPostgres, startEmbeddedPostgres } from '#database';
import { TEST_SECRET } from '../support/database.js';

/** An embedded PostgreSQL of one proof, and a folder beside it for files and checkpoints. */
export type Cluster = {
  readonly folder: string;
  /** kill -9 of the postmaster, then a new one on the same data and port; returns when it takes connections. */
  readonly crash: () => Promise<void>;
};

const PATIENCE_MS = 60_000;

/** Starts one, lets the work use it through `GUILDHALL_TEST_DATABASE_URL`, stops it by its pid and removes every file. */
export async function withCluster<T>({ durable }: { readonly durable: boolean }, work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-prove-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'postgres');
  let postgres = await startEmbeddedPostgres({ dataDir, durable });
  const remove = async () => {
    await postgres.stop();
    removeEmbeddedPostgres(dataDir);
    rmSync(folder, { recursive: true, force: true });
  };
  const leave = () => void remove().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  Object.assign(process.env, { GUILDHALL_TEST_DATABASE_URL: postgres.url, SECRET: TEST_SECRET, DATA_DIR: folder });
  try {
    return await work({
      folder,
      crash: async () => {
        const { pid, port, stop } = postgres;
        process.kill(pid, 'SIGKILL');
        while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
        await stop();
        postgres = await startAgain(dataDir, durable, port);
      },
    });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
    await remove();
  }
}

/** Server processes of the dead postmaster hold its memory for a moment; until they are gone a new one refuses to start. */
async function startAgain(dataDir: string, durable: boolean, port: number): Promise<EmbeddedPostgres> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      return await startEmbeddedPostgres({ dataDir, durable, port });
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
