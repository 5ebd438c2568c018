import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEMO_LOGINS } from '#config';
import { isAlive } from '#database';

// The whole house is built, filled and started twice.
jest.setTimeout(180_000);

const root = join(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-start-'));
const children: ChildProcess[] = [];
let port: number;

beforeAll(async () => {
  chmodSync(dataDir, 0o755);
  const probe = await listening(0);
  port = portOf(probe);
  await closed(probe);
});

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('npm start', () => {
  it('brings up everything with a demo, prints address and logins, serves a page, and stops cleanly when asked', async () => {
    const start = launch();
    await start.said('Ctrl-C stops everything');
    for (const { email, password } of DEMO_LOGINS) expect(start.output()).toMatch(new RegExp(`${email} +${password}`));
    expect(start.output()).toContain(`http://127.0.0.1:${port}/`);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
    const postmaster = postmasterPid();
    start.child.kill('SIGINT');
    expect(await start.exit).toBe(0);
    expect(orderOf(start.output(), ['stopping the api', 'stopping the worker', 'stopping PostgreSQL'])).toBe(true);
    expect(isAlive(postmaster)).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
  });

  it('keeps its data, adds no second demo, and leaves nothing running when it is killed outright', async () => {
    const start = launch();
    await start.said('Ctrl-C stops everything');
    expect(start.output()).not.toContain('demo competition');
    const postmaster = postmasterPid();
    start.child.kill('SIGKILL');
    await until(() => !isAlive(postmaster));
    await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)) === null);
  });

  it('says in one sentence that the port is in use, and starts nothing', async () => {
    const taken = await listening(port);
    const start = launch();
    expect(await start.exit).toBe(1);
    expect(start.output()).toMatch(new RegExp(`Port ${port} is in use by another program[^\\n]*\\n$`));
    expect(start.output()).not.toContain('PostgreSQL');
    await closed(taken);
  });

  it('lists every fault of the configuration', async () => {
    const start = launch({ NODE_ENV: 'production', SECRET: 'short', DATABASE_POOL: 'many' });
    expect(await start.exit).toBe(1);
    expect(start.output()).toMatch(/SECRET[\s\S]*DATABASE_POOL/);
  });
});

type Start = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly said: (text: string) => Promise<void>;
  readonly exit: Promise<number | null>;
};

function launch(environment: NodeJS.ProcessEnv = {}): Start {
  const { GUILDHALL_TEST_DATABASE_URL: _, DATABASE_URL: __, npm_lifecycle_event: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [join(root, 'apps/cli/launch/start.mjs')], {
    cwd: tmpdir(),
    env: { ...rest, NODE_ENV: 'development', DATA_DIR: dataDir, PORT: String(port), LC_ALL: 'C', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let ended = false;
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() => {
    ended = true;
  });
  return {
    child,
    exit,
    output: () => output,
    said: (text) =>
      until(() => {
        if (ended) throw new Error(`It ended without saying "${text}":\n${output}`);
        return output.includes(text);
      }),
  };
}

function postmasterPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}

function orderOf(text: string, parts: readonly string[]): boolean {
  const places = parts.map((part) => text.indexOf(part));
  return places.every((place, at) => place > (places[at - 1] ?? -1));
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 150_000; !(await holds()); ) {
    if (Date.now() > end) throw new Error('It did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function listening(at: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', () => resolve()));
  return server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
