import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Verdict } from './proof.js';

const ROOT = join(import.meta.dirname, '../..');

/** Runs test files of the suite larger than the suite does; their lines `ID: figure` are the figure. What failed goes to standard error. */
export async function byTests(id: string, files: readonly string[], environment: Readonly<Record<string, string>>): Promise<Verdict> {
  const args = [
    '--experimental-vm-modules',
    '--no-warnings',
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--runInBand',
    '--selectProjects',
    'room',
  ];
  const child = spawn(process.execPath, [...args, '--runTestsByPath', ...files], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, passOn);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const figures = said.split('\n').flatMap((line) => (line.startsWith(`${id}: `) ? [line.slice(id.length + 2)] : []));
  const tests = /^Tests: +(.*)$/m.exec(said)?.[1] ?? 'no test ran';
  if (code !== 0) process.stderr.write(said);
  return { holds: code === 0 && figures.length > 0, figure: [...figures, `tests: ${tests}`].join('; ') };
}
