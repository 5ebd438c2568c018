import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, TEST_SECRET } from './database.js';
import { freePort } from './free-port.js';

/** The built product with its demo, all of it in processes of its own, on a database, a folder and a port of its own. */
export type RunningProduct = {
  readonly url: string;
  /** As the migrator; for those who prepare what no door offers. */
  readonly adminUrl: string;
  /** What a further process of the same installation needs in its environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** Everything that one of its apps has logged so far. */
  readonly logOf: (app: 'api' | 'worker') => string;
  /** Asks it to stop as Ctrl-C does; the exit code. Leaves neither process nor file nor database. */
  readonly stop: () => Promise<number | null>;
};

const MAIN = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const READY = 'Ctrl-C stops everything';

/** Starts it as `npm start` does once everything is installed and built; throws with what it said when it ends instead. */
export async function startProduct(): Promise<RunningProduct> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-story-'));
  chmodSync(dataDir, 0o755);
  const database = await createEmptyDatabase();
  const port = await freePort();
  const { npm_lifecycle_event: _, REDIS_URL: __, ...rest } = process.env;
  const installation = { NODE_ENV: 'development', DATABASE_URL: database.adminUrl, SECRET: TEST_SECRET, DATA_DIR: dataDir };
  const environment = { ...rest, ...installation, PORT: String(port), LC_ALL: 'C' };
  // Its channel closes when this process ends, however it ends; then it stops by itself.
  const child = spawn(process.execPath, [MAIN, 'up'], { cwd: tmpdir(), env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  const ready = new Promise<'ready'>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes(READY)) resolve('ready');
      });
    }
  });
  const stop = async () => {
    child.kill('SIGINT');
    const code = await ended;
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
    return code;
  };
  if ((await Promise.race([ready, ended])) !== 'ready') {
    await stop();
    throw new Error(`The product ended instead of starting:\n${output}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    adminUrl: database.adminUrl,
    environment,
    logOf: (app) => readFileSync(join(dataDir, 'logs', `${app}.log`), 'utf8'),
    stop,
  };
}
