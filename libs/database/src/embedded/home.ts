import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '#kernel';
import { mayEnter, type SystemUser } from './user.js';

/** Where data goes when the project lies below a folder that the database user may not enter. */
const ELSEWHERE = '/var/lib/guildhall';

/**
 * The folder that holds the cluster: `dataDir`, or where its file `location` points. That file is written when the
 * database user cannot reach `dataDir`, and names a folder of this clone alone.
 */
export function homeOf(dataDir: string): string {
  const pointer = join(dataDir, 'location');
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dataDir;
}

/** Makes the folder and says where data lies if that is not where one would look. Throws DATABASE_FOLDER_NOT_WRITABLE. */
export function prepareHome(dataDir: string, user: SystemUser | null, onProgress: (line: string) => void): string {
  make(dataDir);
  let home = homeOf(dataDir);
  if (user !== null && home === dataDir && !mayEnter(user, dataDir)) {
    home = join(ELSEWHERE, randomBytes(8).toString('hex'));
    make(ELSEWHERE);
    writeFileSync(join(dataDir, 'location.new'), `${home}\n`);
    renameSync(join(dataDir, 'location.new'), join(dataDir, 'location'));
  }
  if (home !== dataDir) {
    make(home);
    writeFileSync(join(home, 'belongs-to'), `${dataDir}\n`);
    onProgress(`data is kept in ${home}, because ${user?.name ?? 'the database'} may not enter ${dataDir}`);
  }
  if (user !== null && !mayEnter(user, home)) throw new DomainError('DATABASE_FOLDER_NOT_WRITABLE', { folder: home });
  return home;
}

function make(folder: string): void {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (made !== undefined) chmodSync(folder, 0o755);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new DomainError(code === 'ENOSPC' ? 'DATABASE_DISK_FULL' : 'DATABASE_FOLDER_NOT_WRITABLE', { folder });
  }
}
