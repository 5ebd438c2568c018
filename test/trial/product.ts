import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres } from '#database';
import { Organisations } from '#identity';
import { type Id, systemActor } from '#kernel';
import { MarkingStages, PackageImport, Publications, Standings } from '#marking';
import type { CompetitionPackage } from '#scoring';
import { environmentOfApps, openInstallation } from '../../apps/cli/src/installation.js';
import { migrateAll } from '../../apps/cli/src/migrate.js';
import { jsonOf, startApp } from '../../apps/cli/src/process.js';
import { withRooms } from '../../apps/cli/src/rooms.js';
import { freePort } from '../support/free-port.js';
import { type PageRow, rowsOfPage } from './page-rows.js';

/** A running product: it takes a package and gives back what its public page shows. */
export type Product = { readonly resultsOf: (slug: string, pkg: CompetitionPackage) => Promise<ReadonlyMap<string, PageRow>> };

const TENANT = 'trial';
const PATIENCE_MS = 120_000;

/** Starts the built product with a database of its own, lets it work, and removes it. */
export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-trial-'));
  const port = await freePort();
  for (const name of ['DATABASE_URL', 'APP_DATABASE_URL', 'AUTH_DATABASE_URL', 'QUEUE_DATABASE_URL', 'REDIS_URL']) delete process.env[name];
  Object.assign(process.env, {
    DATA_DIR: folder,
    DATABASE_PORT: String(await freePort()),
    PORT: String(port),
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
  });
  const installation = await openInstallation(() => {});
  const stops: (() => Promise<void>)[] = [installation.stop];
  try {
    await migrateAll(installation.adminUrl, installation.config.SECRET, () => {});
    for (const name of ['worker', 'api']) {
      const script = join(import.meta.dirname, '../../dist/apps', name, 'src/main.js');
      const app = startApp({ name, script, log: join(folder, `${name}.log`), environment: environmentOfApps(), showAll: false });
      stops.push(app.stop);
      await Promise.race([name === 'worker' ? app.said((line) => jsonOf(line)?.['ready'] === true) : untilReady(port), endedTooSoon(app)]);
    }
    return await withRooms(process.env['APP_DATABASE_URL'] ?? '', async (get) => {
      const { tenantId, rootId } = await get(Organisations).foundTenant({ slug: TENANT, name: { 'zh-CN': '试算', en: 'Trial' } });
      return work({
        resultsOf: async (slug, pkg) => {
          const skill = await publish(get, tenantId, rootId, slug, pkg);
          return pageOf(port, slug, skill, new Map(pkg.entries.map((entry) => [entry.bib, entry.id])));
        },
      });
    });
  } finally {
    for (const stop of stops.toReversed()) await stop();
    await removeEmbeddedPostgres(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
}

type Get = <T>(service: new (...collaborators: never[]) => T) => T;

/** The life of a skill from its package to final results; the worker computes, we only wait for it. Returns the skill's code. */
async function publish(get: Get, tenantId: Id, rootId: Id, slug: string, pkg: CompetitionPackage): Promise<string> {
  const actor = systemActor(tenantId, 'trial');
  const { skill } = await get(PackageImport).import(actor, { package: pkg, organisationId: rootId, slug, isSigned: true });
  const locked = await get(MarkingStages).lock(actor, { skillId: skill.id, version: skill.version });
  const checked = await get(MarkingStages).check(actor, { skillId: skill.id, version: locked.version });
  await until(async () => (await get(Standings).forSkill(tenantId, skill.id))?.stamp.entries === pkg.entries.length);
  let version = checked.version;
  for (const stage of ['provisional', 'final'] as const) {
    await until(() => isPublished(get(Publications).publish(actor, { skillId: skill.id, version, stage })));
    version += 1;
  }
  return skill.code;
}

/** False while the worker has not yet computed the last change. */
async function isPublished(publishing: Promise<unknown>): Promise<boolean> {
  try {
    await publishing;
    return true;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'STANDINGS_STALE') return false;
    throw error;
  }
}

/** What anybody sees, by the package's ids of entries. */
async function pageOf(port: number, slug: string, skill: string, bibs: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, PageRow>> {
  const response = await fetch(`http://127.0.0.1:${port}/en/${TENANT}/competitions/${slug}/skills/${skill}`);
  if (response.status !== 200) throw new Error(`The page of ${slug} answered ${response.status}`);
  return new Map(rowsOfPage(await response.text()).map((row) => [bibs.get(row.bib) ?? `bib ${row.bib}`, row]));
}

async function untilReady(port: number): Promise<void> {
  await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.status === 200);
}

async function endedTooSoon(app: { readonly name: string; readonly ended: Promise<string> }): Promise<never> {
  throw new Error(`The ${app.name} ended: ${await app.ended}`);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain`);
}
