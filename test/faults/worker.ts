import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/apps/worker/src/main.js');

/** The built worker in a process of its own, as an installation runs it. */
export type Worker = {
  /** Everything it has said. */
  readonly said: () => string;
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
};

/** Returns when it takes jobs; throws with what it said when it ends instead. */
export async function startWorker(environment: Readonly<Record<string, string>>): Promise<Worker> {
  const child = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<'ended'>((resolve) => child.once('close', () => resolve('ended')));
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const { said, ready } = listenTo(child);
  if ((await Promise.race([ready, ended])) === 'ended') throw new Error(`The worker ended instead of starting:\n${said()}`);
  return {
    said,
    end: async (signal) => {
      child.kill(signal);
      await ended;
      process.off('exit', killWithUs);
    },
  };
}

function listenTo(child: ChildProcess): { readonly said: () => string; readonly ready: Promise<'ready'> } {
  let text = '';
  const ready = new Promise<'ready'>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        if (text.includes('{"ready":true}')) resolve('ready');
      });
    }
  });
  return { said: () => text, ready };
}
