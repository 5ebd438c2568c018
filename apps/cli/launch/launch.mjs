import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { environmentOf, findNode } from './node24.mjs';
import { lastLines, Refusal, ROOT, run, step } from './steps.mjs';

/** Installs and builds what is missing, then runs a command of the built CLI in the foreground. Sets the exit code. */
export async function launch(args, { quiet = false } = {}) {
  const began = Date.now();
  try {
    await ensureInstalled();
    const node = findNode();
    await ensureBuilt(node, quiet);
    process.exitCode = await runInForeground(node, args, began);
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  }
}

export function ensureBuilt(node, quiet = false) {
  return step('building', () => build(node), quiet);
}

async function build(node) {
  const { code, said } = await run(node, [join(ROOT, 'apps/cli/launch/build.mjs')]);
  if (code !== 0) throw new Refusal(`The sources could not be built:\n${lastLines(said)}`);
  return said.trim();
}

/** The command stops by itself when we are gone: the channel closes. */
function runInForeground(node, args, began) {
  const child = spawn(node, ['--enable-source-maps', join(ROOT, 'dist/apps/cli/src/main.js'), ...args], {
    cwd: ROOT,
    env: { ...environmentOf(node), GUILDHALL_START_BEGAN: String(began) },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  watchNpm(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** npm does not always pass its own end on to us. */
function watchNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1_000).unref();
}
