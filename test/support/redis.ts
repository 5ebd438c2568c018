import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopWithParent } from '#database';
import { freePort } from './free-port.js';

export type TestRedis = { readonly url: string; readonly stop: () => Promise<void> };

/** Whether this machine has a Redis server to start. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis of its own on a free loopback port, with an append-only file as in production; in memory when told. */
export async function startRedis(options: { readonly appendOnly: boolean } = { appendOnly: false }): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-redis-'));
  const port = await freePort();
  const durability = options.appendOnly ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no'];
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...durability], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const release = server.pid === undefined ? () => undefined : stopWithParent(server.pid, 'TERM');
  await untilReady(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text) => (said += text));
  for (let waited = 0; waited < 10_000; waited += 25) {
    if (/ready to accept connections/i.test(said)) return;
    if (server.exitCode !== null) break;
    await sleep(25);
  }
  throw new Error(`redis-server did not start: ${said}`);
}
