// One throw-away cluster for all room tests and stories of a run. `GUILDHALL_TEST_DATABASE_URL` given from outside is used instead.
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript.mjs';

const PREFIX = 'guildhall-test-';

export default async function startCluster() {
  if (process.env.GUILDHALL_TEST_DATABASE_URL) return;
  const { isAlive, removeEmbeddedPostgres, startEmbeddedPostgres } = await import('../../libs/database/src/embedded/index.ts');
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!isAlive(owner)) removeEmbeddedPostgres(join(tmpdir(), name));
  }
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  process.env.GUILDHALL_TEST_DATABASE_URL = postgres.url;
  globalThis.guildhallTestCluster = { postgres, remove: () => removeEmbeddedPostgres(dataDir) };
}
