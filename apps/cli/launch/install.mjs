import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, Refusal, ROOT, run, step } from './steps.mjs';

/** Installs what the lock file names, unless exactly that is installed. */
export async function ensureInstalled() {
  const stale = whatIsStale();
  if (stale === null) return;
  await step(`installing packages (${stale})`, install);
  const still = whatIsStale();
  if (still !== null) throw new Refusal(`npm has installed the packages, but ${still}. Remove node_modules and try again.`);
}

/** npm writes what it installed to node_modules/.package-lock.json, last of all. */
export function whatIsStale(root = ROOT) {
  const written = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(written)) return 'nothing is installed yet';
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const found = packagesOf(written);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const there = found[path];
    if (there === undefined) {
      if (entry.optional || entry.devOptional || entry.peer) continue;
      return `${nameOf(path)} is missing`;
    }
    if (there.version !== entry.version || there.integrity !== entry.integrity) return `${nameOf(path)} is not at ${entry.version}`;
  }
  return null;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

async function install() {
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // `npm ci` refuses a lock file that leaves out a package of another platform (a registry may not have them all);
  // `npm install` then takes the same versions with the same integrity, and leaves the lock file alone.
  const args = isWhole(packagesOf(join(ROOT, 'package-lock.json'))) ? ['ci', ...options] : ['install', '--no-save', ...options];
  const npm = process.env.npm_execpath;
  const { code, said } = npm
    ? await run(process.execPath, [npm, ...args])
    : await run('npm', args, { shell: process.platform === 'win32' });
  if (code !== 0) throw new Refusal(`npm could not install the packages:\n${lastLines(said)}`);
}

function isWhole(packages) {
  const locked = new Set(Object.keys(packages).map(nameOf));
  return Object.values(packages).every((entry) => Object.keys(entry.optionalDependencies ?? {}).every((name) => locked.has(name)));
}
