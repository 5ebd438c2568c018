import { spawn } from 'node:child_process';

/**
 * Sends `signal` to a process when we are gone, however we went: a shell holds the other end of a pipe that only the
 * end of this process closes. Returns the release, to be called once that process has ended by itself.
 */
export function stopWithParent(pid: number, signal: 'INT' | 'TERM'): () => void {
  const guard = spawn('/bin/sh', ['-c', `trap "" HUP INT TERM; read -r _; kill -${signal} "$0"`, String(pid)], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  guard.on('error', () => {});
  const pipe = guard.stdin;
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  return () => {
    guard.kill('SIGKILL');
    pipe.destroy();
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export async function endOf(pid: number, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await pause(20);
  }
  return true;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
