import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '#kernel';
import type { Binaries } from './binaries.js';
import { refusalIn } from './refusal.js';
import type { SystemUser } from './user.js';

/** The major version of the binaries; a cluster of another one cannot be read by them. */
export const MAJOR = '18';
export const SUPERUSER = 'postgres';

/** PostgreSQL sees no variable of ours, and speaks English to the one who reads its log. */
export const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

export type ClusterPlan = {
  readonly home: string;
  readonly binaries: Binaries;
  readonly user: SystemUser | null;
  readonly database: string;
  readonly durable: boolean;
};

export function clusterIn(home: string): string {
  return join(home, 'cluster');
}

export function passwordOf(cluster: string): string {
  return readFileSync(join(cluster, 'superuser.password'), 'utf8').trim();
}

/**
 * Creates the cluster unless it stands: UTF8, locale C.UTF-8 of PostgreSQL's own provider (the same order of words on
 * every machine), checksums, SCRAM. It is made beside its place and renamed, so a start that was killed leaves none.
 * Returns whether it was made now. Throws DATABASE_FOLDER_OTHER_VERSION, DATABASE_FOLDER_NOT_OURS, DATABASE_DISK_FULL.
 */
export async function ensureCluster(plan: ClusterPlan, onProgress: (line: string) => void): Promise<boolean> {
  const cluster = clusterIn(plan.home);
  if (existsSync(cluster)) {
    checkVersion(cluster);
    return false;
  }
  onProgress(`creating the database in ${cluster}`);
  const draft = join(plan.home, `cluster.new-${randomBytes(6).toString('hex')}`);
  const password = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    if (plan.user !== null) for (const path of [draft, password]) chownSync(path, plan.user.uid, plan.user.gid);
    await run(plan, plan.binaries.initdb, initdbArguments(draft, password, plan.durable));
    renameSync(password, join(draft, 'superuser.password'));
    await run(plan, plan.binaries.postgres, ['--single', '-D', draft, SUPERUSER], `CREATE DATABASE "${plan.database}"\n`);
    renameSync(draft, cluster);
    return true;
  } catch (error) {
    if (existsSync(cluster)) return false;
    throw refusalIn(error instanceof Error ? `${error.message}` : '', { folder: plan.home }) ?? error;
  } finally {
    for (const path of [draft, password]) rmSync(path, { recursive: true, force: true });
  }
}

function initdbArguments(draft: string, password: string, durable: boolean): readonly string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const safety = ['--data-checksums', '--auth=scram-sha-256', `--pwfile=${password}`, ...(durable ? [] : ['--no-sync'])];
  return ['-D', draft, '-U', SUPERUSER, ...locale, ...safety, '--no-instructions'];
}

function checkVersion(cluster: string): void {
  let version: string;
  try {
    version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new DomainError(code === 'EACCES' ? 'DATABASE_FOLDER_NOT_OURS' : 'DATABASE_FOLDER_OTHER_VERSION', {
      folder: cluster,
      found: '?',
      wanted: MAJOR,
    });
  }
  if (version !== MAJOR) throw new DomainError('DATABASE_FOLDER_OTHER_VERSION', { folder: cluster, found: version, wanted: MAJOR });
}

/** Resolves when the program ends well; otherwise rejects with everything it said. */
function run(plan: ClusterPlan, program: string, args: readonly string[], input = ''): Promise<void> {
  const asUser = plan.user === null ? {} : { uid: plan.user.uid, gid: plan.user.gid };
  const child = spawn(program, [...args], { cwd: '/', env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'pipe'], ...asUser });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said.join('')))));
  });
}
