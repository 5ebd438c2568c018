import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/api/src/main.js');

let database: TestDatabase;
let taken: Server;
let takenPort: number;
const running: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  takenPort = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await new Promise((resolve) => taken?.close(resolve));
  await database?.drop();
});

describe('the built API', () => {
  it.each([
    ['a port in use', () => ({ PORT: String(takenPort) }), /^Port \d+ is already in use: .*\n$/],
    ['a metrics port in use', () => ({ METRICS_PORT: String(takenPort) }), /^Port \d+ is already in use: .*\n$/],
    [
      'settings that are wrong',
      () => ({ SECRET: 'short', PORT: 'many' }),
      /^The configuration is not usable:\n {2}- .*SECRET[^\n]*\n {2}- .*PORT[^\n]*\n$/,
    ],
    [
      'no database',
      () => ({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }),
      /^PostgreSQL does not answer at DATABASE_URL: .*\n$/,
    ],
  ])(
    'says in one sentence what is wrong with %s, and exits with 1',
    async (_, environment, sentence) => {
      const { child, said } = start({ PORT: String(await freePort()), ...environment() });
      expect(await exitOf(child)).toBe(1);
      expect(said().stderr).toMatch(sentence);
    },
    20_000,
  );

  it('answers, writes one line for each operation without its variables, and ends cleanly when told to', async () => {
    const port = await freePort();
    const { child, said } = start({ PORT: String(port) });
    await untilReady(`http://127.0.0.1:${port}/readyz`);
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query Ask($secret: Boolean!) { about { product @skip(if: $secret) } }',
        variables: { secret: false },
      }),
    });
    expect(await answer.json()).toEqual({ data: { about: { product: 'Guildhall' } } });
    const startedAt = performance.now();
    child.kill('SIGTERM');
    await exitOf(child);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    const lines = said()
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const operations = lines.filter(({ msg, field }) => msg === 'operation' && field === 'about');
    expect(operations).toHaveLength(1);
    expect(operations[0]).toMatchObject({ kind: 'query', name: 'Ask', outcome: 'ok', status: 200 });
    expect(operations[0].requestId).toBe(answer.headers.get('x-request-id'));
    expect(said().stdout).not.toContain('secret');
  }, 40_000);

  it('shows its numbers on a port of their own', async () => {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const { child } = start({ PORT: String(port), METRICS_PORT: String(metricsPort) });
    await untilReady(`http://127.0.0.1:${port}/readyz`);
    await fetch(`http://127.0.0.1:${port}/livez`);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(text).toMatch(/guildhall_operation_seconds_count\{kind="http",field="GET \/livez",outcome="ok"\} 1/);
    child.kill('SIGTERM');
    await exitOf(child);
  }, 40_000);
});

function start(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: { PATH: process.env['PATH'] ?? '', SECRET: database.secret, DATABASE_URL: database.adminUrl, NODE_ENV: 'test', ...environment },
  });
  running.push(child);
  const heard = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => {
    heard.stdout += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    heard.stderr += bytes.toString();
  });
  return { child, said: () => heard };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not become ready`);
}
