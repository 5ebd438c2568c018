// `node apps/cli/launch/run.mjs FILE.ts …`: a command of the project under `test/`, run from its sources with the built apps at hand.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { ensureBuilt } from './launch.mjs';
import { environmentOf, findNode } from './node24.mjs';
import { Refusal, ROOT } from './steps.mjs';

try {
  await ensureInstalled();
  const node = findNode();
  await ensureBuilt(node, true);
  const sources = pathToFileURL(join(ROOT, 'test/support/typescript.mjs')).href;
  const child = spawn(node, ['--import', sources, ...process.argv.slice(2)], { cwd: ROOT, env: environmentOf(node), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}
