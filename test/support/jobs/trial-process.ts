import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import type { TrialWatcherSettings } from './trial-watcher.js';
import type { TrialWorkerSettings } from './trial-worker.js';

export type TrialProcess = {
  readonly pid: number;
  /** Everything printed so far: both streams. */
  readonly said: () => string;
  readonly linesOut: () => readonly string[];
  /** Resolves with the exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly signal: (signal: 'SIGUSR2') => void;
  /** Sends the signal and waits for the end. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
};

const ROOT = join(import.meta.dirname, '../../..');

const started = new Set<ChildProcess>();

/** Kills what is still running, so that a failed test leaves nothing behind. */
export async function endTrialProcesses(): Promise<void> {
  await Promise.all(
    [...started].map((child) => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      return ended;
    }),
  );
}

/** Starts a worker and waits until it takes jobs, or has ended. */
export async function startTrialWorker(settings: TrialWorkerSettings): Promise<TrialProcess> {
  const worker = start('trial-worker.ts', settings);
  await untilReadyOrEnded(worker, ({ linesOut }) => linesOut().length > 0);
  return worker;
}

export function startTrialWatcher(settings: TrialWatcherSettings): TrialProcess {
  return start('trial-watcher.ts', settings);
}

/** Waits until the question is answered with yes. Throws after `withinMs`. */
export async function untilTrue(question: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Not so within ${withinMs} ms: ${question}`);
}

/** Starts the API itself on a port and waits until it is ready. */
export async function startApiProcess(environment: Readonly<Record<string, string>>): Promise<TrialProcess & { readonly url: string }> {
  const port = await freePort();
  const api = startNode([join(ROOT, 'apps/api/src/main.ts')], { ...environment, PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  await untilTrue(
    () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    30_000,
  );
  return { ...api, url };
}

/** Starts the worker itself and waits until it takes jobs, or has ended. */
export async function startWorkerProcess(environment: Readonly<Record<string, string>>): Promise<TrialProcess> {
  const worker = startNode([join(ROOT, 'apps/worker/src/main.ts')], environment);
  await untilReadyOrEnded(worker, ({ said }) => said().includes('{"ready":true}'));
  return worker;
}

async function untilReadyOrEnded(worker: TrialProcess, isReady: (worker: TrialProcess) => boolean): Promise<void> {
  let hasEnded = false;
  worker.ended.then(() => {
    hasEnded = true;
  });
  await untilTrue(() => hasEnded || isReady(worker), 30_000);
}

function start(file: string, settings: object): TrialProcess {
  return startNode([join(import.meta.dirname, file), JSON.stringify(settings)]);
}

function startNode(args: readonly string[], environment: Readonly<Record<string, string>> = {}): TrialProcess {
  const child = spawn(process.execPath, ['--no-warnings', '--import', join(ROOT, 'test/support/typescript.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  started.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  ended.then(() => started.delete(child));
  return {
    pid: child.pid ?? 0,
    said: () => out + err,
    linesOut: () => out.split('\n').slice(0, -1),
    ended,
    signal: (signal) => child.kill(signal),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
