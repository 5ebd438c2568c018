import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { DomainError } from '#kernel';

/** The account that PostgreSQL runs as when we are root; PostgreSQL itself refuses root. */
export type SystemUser = { readonly uid: number; readonly gid: number; readonly name: string };

/** Accounts made for a database first; `nobody` exists everywhere. */
const CANDIDATES = ['guildhall', 'postgres', 'nobody'] as const;

/**
 * Who must run PostgreSQL: `null` when we are not root (then it is ourselves), else the owner of the existing
 * cluster, else the first candidate that this machine knows. Throws DATABASE_USER_MISSING.
 */
export function databaseUser(cluster: string): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0)
    return { uid: owner.uid, gid: owner.gid, name: idOf(['-un', String(owner.uid)]) ?? String(owner.uid) };
  for (const name of CANDIDATES) {
    const [uid, gid] = [idOf(['-u', name]), idOf(['-g', name])];
    if (uid !== null && gid !== null) return { uid: Number(uid), gid: Number(gid), name };
  }
  throw new DomainError('DATABASE_USER_MISSING', { candidates: CANDIDATES.join(', ') });
}

/** Asked by becoming that user, so that access lists and mounts count as well as mode bits. */
export function mayEnter(user: SystemUser | null, folder: string): boolean {
  const asUser = user === null ? {} : { uid: user.uid, gid: user.gid };
  return spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { cwd: '/', stdio: 'ignore', ...asUser }).status === 0;
}

function idOf(args: readonly string[]): string | null {
  const answer = spawnSync('id', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return answer.status === 0 ? answer.stdout.trim() : null;
}
