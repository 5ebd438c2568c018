import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Refusal, ROOT } from './steps.mjs';

const WANTED = 24;

/** The path of a Node that is new enough: the one that runs this, or the one that npm installed for this platform. */
export function findNode() {
  if (majorOf(process.version) >= WANTED) return process.execPath;
  const packaged = join(
    ROOT,
    'node_modules',
    `node-${process.platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(packaged)) {
    const answer = spawnSync(packaged, ['--version'], { encoding: 'utf8' });
    if (answer.status === 0 && majorOf(answer.stdout) >= WANTED) return packaged;
  }
  throw new Refusal(
    `Guildhall needs Node ${WANTED}; this is Node ${process.version}, and npm has brought none for ${process.platform}-${process.arch}. Install Node ${WANTED} and try again.`,
  );
}

/** The environment in which `node`, npm scripts and their children are that Node. */
export function environmentOf(node) {
  return {
    NODE_COMPILE_CACHE: join(ROOT, '.cache/compiled'),
    ...process.env,
    PATH: [dirname(node), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  };
}

function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
}
