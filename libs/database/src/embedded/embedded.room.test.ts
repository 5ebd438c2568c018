import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, isAlive, removeEmbeddedPostgres, startEmbeddedPostgres } from './index.js';

// A start takes a second; under a loaded machine more.
jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const running: { readonly stop: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) {
    if (existsSync(join(folder, 'location'))) removeEmbeddedPostgres(folder);
    spawnSync('umount', ['-q', folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('startEmbeddedPostgres', () => {
  it('keeps data, password and port between starts, with checksums and fsync on', async () => {
    const dataDir = freshFolder();
    const first = await start({ dataDir, durable: true });
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start({ dataDir, durable: true });
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(await ask(second.url, SAFETY)).toEqual([
      { checksums: 'on', fsync: 'on', commit: 'on', full: 'on', encryption: 'scram-sha-256' },
    ]);
    expect(await ask(second.url, LOCALE)).toEqual([{ encoding: 'UTF8', locale: 'C.UTF-8', major: 18 }]);
    expect(await ask(second.url, "select rolpassword like 'SCRAM-SHA-256$%' as scram from pg_authid where rolname = 'postgres'")).toEqual([
      { scram: true },
    ]);
  });

  it('lets nobody in without the password, and listens on this machine only', async () => {
    const { url, home } = await start({ dataDir: freshFolder() });
    await expect(ask(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow('password authentication failed');
    expect(
      await ask(url, "select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets"),
    ).toEqual([{ addresses: '127.0.0.1', sockets: '' }]);
    expect(statSync(join(home, 'cluster')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'cluster/superuser.password')).mode & 0o777).toBe(0o600);
  });

  it('adopts a running server and leaves the duty to stop it with its starter', async () => {
    const dataDir = freshFolder();
    const first = await start({ dataDir });
    const second = await start({ dataDir });
    expect([second.pid, second.url]).toEqual([first.pid, first.url]);
    await second.stop();
    expect(await ask(first.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
  });

  it('starts once when two processes start the same new folder together', async () => {
    const dataDir = freshFolder();
    const [one, two] = await Promise.all([startElsewhere(dataDir), startElsewhere(dataDir)]);
    expect(one.pid).toBe(two.pid);
    one.kill();
    two.kill();
    await until(() => !isAlive(one.pid));
  });

  it('is stopped when its starter is killed, and starts again on the same data', async () => {
    const dataDir = freshFolder();
    const starter = await startElsewhere(dataDir);
    await ask(starter.url, 'create table kept as select 1 as n');
    starter.kill();
    await until(() => !isAlive(starter.pid));
    const again = await start({ dataDir });
    expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  it('starts although a crash left a pid that now belongs to another program', async () => {
    const dataDir = freshFolder();
    await (await start({ dataDir })).stop();
    writeFileSync(join(dataDir, 'cluster/postmaster.pid'), `${process.pid}\n${dataDir}/cluster\n1\n54329\n\n127.0.0.1\n0\nready\n`);
    const again = await start({ dataDir });
    expect(again.pid).not.toBe(process.pid);
    expect(await ask(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('leaves a half-made cluster out of account', async () => {
    const dataDir = freshFolder();
    mkdirSync(join(dataDir, 'cluster.new-0123456789ab'), { recursive: true });
    const server = await start({ dataDir });
    expect(await ask(server.url, 'select current_database() as name')).toEqual([{ name: 'guildhall' }]);
  });
});

describe('what keeps it from starting is one coded refusal', () => {
  it('a port in use', async () => {
    const taken = await listening();
    const port = portOf(taken);
    await expect(start({ dataDir: freshFolder(), port })).rejects.toMatchObject({ code: 'DATABASE_PORT_IN_USE', params: { port } });
    taken.close();
  });

  it('but the port of last time gives way to a free one', async () => {
    const dataDir = freshFolder();
    const first = await start({ dataDir });
    await first.stop();
    const taken = await listening(first.port);
    const second = await start({ dataDir });
    expect(second.port).not.toBe(first.port);
    taken.close();
  });

  it('a data folder of another major version, left as it was', async () => {
    const dataDir = freshFolder();
    await (await start({ dataDir })).stop();
    const version = join(dataDir, 'cluster/PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'DATABASE_FOLDER_OTHER_VERSION',
      params: { found: '17', wanted: '18' },
    });
    expect(readFileSync(version, 'utf8')).toBe('17\n');
  });

  it('a setting that PostgreSQL refuses, with its words', async () => {
    await expect(start({ dataDir: freshFolder(), settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
      code: 'DATABASE_DID_NOT_START',
      params: { said: expect.stringContaining('shared_buffers') },
    });
  });

  (isRoot ? it : it.skip)('a full disk, and nothing half-made stays behind (needs root for a small disk)', async () => {
    const dataDir = freshFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m,mode=755', 'tmpfs', dataDir]).status).toBe(0);
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'DATABASE_DISK_FULL' });
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
  });
});

(isRoot ? describe : describe.skip)('as root (needs root)', () => {
  it('runs as the database user, never as root', async () => {
    const { pid } = await start({ dataDir: freshFolder() });
    expect(uidOf(pid)).not.toBe(0);
  });

  it('keeps data where the database user may go when the project lies below a private folder, says where, and finds it again', async () => {
    const closed = freshFolder();
    chmodSync(closed, 0o700);
    const dataDir = join(closed, 'data');
    const told: string[] = [];
    const first = await startEmbeddedPostgres({ dataDir, durable: false, onProgress: (line) => told.push(line) });
    running.push(first);
    folders.unshift(dataDir);
    expect(first.home).not.toContain(closed);
    expect(told).toContainEqual(expect.stringContaining(first.home));
    await ask(first.url, 'create table kept as select 7 as n');
    await first.stop();
    const second = await start({ dataDir });
    expect(second.home).toBe(first.home);
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
  });
});

const SAFETY = `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
  current_setting('full_page_writes') as full, current_setting('password_encryption') as encryption`;
const LOCALE = `select pg_encoding_to_char(encoding) as encoding, datlocale as locale, current_setting('server_version_num')::int / 10000 as major
  from pg_database where datname = current_database()`;

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-embedded-'));
  chmodSync(folder, 0o755);
  folders.unshift(folder);
  return folder;
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ durable: false, ...options });
  running.push(server);
  return server;
}

type Elsewhere = { readonly pid: number; readonly url: string; readonly kill: () => void };

/** Starts the server from a process of its own, which can be killed. */
function startElsewhere(dataDir: string): Promise<Elsewhere> {
  const root = join(import.meta.dirname, '../../../..');
  const script = `import { startEmbeddedPostgres } from '${join(import.meta.dirname, 'index.ts')}';
    const { pid, url } = await startEmbeddedPostgres({ dataDir: '${dataDir}' });
    console.log(JSON.stringify({ pid, url }));
    setInterval(() => {}, 1_000);`;
  const args = ['--import', join(root, 'test/support/typescript.mjs'), '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push({ stop: async () => void child.kill('SIGKILL') });
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The starter has ended')));
    child.stdout.setEncoding('utf8').once('data', (line: string) => {
      const { pid, url }: { pid: number; url: string } = JSON.parse(line);
      resolve({ pid, url, kill: () => child.kill('SIGKILL') });
    });
  });
}

async function ask(url: string, text: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds(); ) {
    if (Date.now() > end) throw new Error('It did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function listening(port = 0): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function uidOf(pid: number): number {
  return statSync(`/proc/${pid}`).uid;
}
