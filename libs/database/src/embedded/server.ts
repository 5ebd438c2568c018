import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DomainError } from '#kernel';
import { type ClusterPlan, clusterIn, ENVIRONMENT } from './cluster.js';
import { endOf, isAlive, pause, stopWithParent } from './parent.js';
import { refusalIn } from './refusal.js';

export type Running = { readonly pid: number; readonly port: number; readonly stop: () => Promise<void> };

/** What `postmaster.pid` says: line 1 the pid, line 4 the port, line 8 the state. `null` when no server has the folder. */
function postmasterOf(cluster: string): { readonly pid: number; readonly port: number; readonly ready: boolean } | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * The server that already has this folder, if one runs. Its starter keeps the duty to stop it, so our `stop` leaves it
 * alone; if the starter is gone, the duty is ours.
 */
export async function adoptServer(home: string): Promise<Running | null> {
  const cluster = clusterIn(home);
  let found = postmasterOf(cluster);
  if (found === null || !isAlive(found.pid)) return null;
  if (!isPostgres(found.pid)) {
    // The pid was given to another program after a crash; PostgreSQL would take it for a running server.
    rmSync(join(cluster, 'postmaster.pid'));
    return null;
  }
  while (found?.ready === false && isAlive(found.pid)) {
    await pause(20);
    found = postmasterOf(cluster);
  }
  if (found === null || !found.ready) return null;
  const { pid, port } = found;
  return isAlive(starterOf(home)) ? { pid, port, stop: async () => {} } : owned(home, pid, port);
}

/** Starts PostgreSQL and returns when it takes connections. Throws DATABASE_PORT_IN_USE and the refusals of its log. */
export async function startServer(
  plan: ClusterPlan,
  wanted: { readonly port: number | undefined; readonly settings: Readonly<Record<string, string>> },
  onProgress: (line: string) => void,
): Promise<Running> {
  const port = wanted.port ?? (await choosePort(plan.home));
  const cluster = clusterIn(plan.home);
  const log = join(plan.home, 'postgres.log');
  const { pid, exited } = launch(plan, log, port, wanted.settings);
  const began = Date.now();
  let told = began;
  for (let state = postmasterOf(cluster); state?.pid !== pid || !state.ready; state = postmasterOf(cluster)) {
    if (exited() !== null) {
      const said = readFileSync(log, 'utf8').slice(-8_000);
      const params = { folder: plan.home, port, log, said: lastWords(said) };
      throw refusalIn(said, params) ?? new DomainError('DATABASE_DID_NOT_START', params);
    }
    if (Date.now() - told > 2_000) {
      told = Date.now();
      onProgress(`PostgreSQL is starting, ${Math.round((told - began) / 1_000)} s`);
    }
    await pause(10);
  }
  writeFileSync(join(plan.home, 'port'), `${port}\n`);
  return owned(plan.home, pid, port);
}

function launch(plan: ClusterPlan, log: string, port: number, settings: Readonly<Record<string, string>>) {
  const all: Readonly<Record<string, string | number>> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(plan.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const asUser = plan.user === null ? {} : { uid: plan.user.uid, gid: plan.user.gid };
  const file = openSync(log, 'w', 0o600);
  // Detached: Ctrl-C reaches the whole terminal group, but the database must be the last to stop.
  const child = spawn(plan.binaries.postgres, ['-D', clusterIn(plan.home), ...options], {
    cwd: '/',
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', file, file],
    ...asUser,
  });
  closeSync(file);
  let end: string | null = null;
  child.once('error', (error) => {
    end = error.message;
  });
  child.once('exit', (code, signal) => {
    end = String(signal ?? code);
  });
  child.unref();
  return { pid: child.pid ?? -1, exited: () => end };
}

function owned(home: string, pid: number, port: number): Running {
  writeFileSync(join(home, 'starter.pid'), `${process.pid}\n`);
  const release = stopWithParent(pid, 'INT');
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    if (isAlive(pid)) process.kill(pid, 'SIGINT');
    if (!(await endOf(pid, 60_000))) {
      process.kill(pid, 'SIGQUIT');
      await endOf(pid, 10_000);
    }
    release();
    rmSync(join(home, 'starter.pid'), { force: true });
  };
  return {
    pid,
    port,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** The port of last time if it is free, else one that is. */
async function choosePort(home: string): Promise<number> {
  const file = join(home, 'port');
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return (await freePort(last)) ?? (await freePort(0)) ?? last;
}

function freePort(port: number): Promise<number | null> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}

function starterOf(home: string): number {
  const file = join(home, 'starter.pid');
  return statSync(file, { throwIfNoEntry: false }) === undefined ? Number.MAX_SAFE_INTEGER : Number(readFileSync(file, 'utf8'));
}

/** Where the system can tell (Linux); elsewhere a living pid counts as PostgreSQL. */
function isPostgres(pid: number): boolean {
  const name = `/proc/${pid}/comm`;
  return !existsSync('/proc/self/comm') || (existsSync(name) && readFileSync(name, 'utf8').trim() === 'postgres');
}

function lastWords(log: string): string {
  const lines = log.split('\n').filter((line) => /FATAL|ERROR|PANIC/.test(line));
  return lines.at(-1)?.replace(/^.*?(FATAL|ERROR|PANIC):\s*/, '') ?? log.trim().split('\n').at(-1) ?? '';
}
