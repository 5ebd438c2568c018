import { Competitions } from '#competition';
import type { DemoLogin } from '#config';
import { Database } from '#database';
import { Organisations } from '#identity';
import { type Actor, DomainError, type Id } from '#kernel';
import type { GetService } from '../rooms.js';
import { actorOf, type Cast, castDemo, giveLogins } from './cast.js';
import { type Officials, runMilling, runRobots, runWelding } from './skills.js';
import { COMPETITION, TENANT } from './tree.js';

/**
 * The demo: a provincial competition with three skills in different states, through the same use cases as people at their doors,
 * in one transaction; jobs wait in the outbox for the worker. Returns whether anything was added: a second run adds nothing.
 */
export async function seedDemo(get: GetService, tell: (line: string) => void): Promise<boolean> {
  const { tenantId, rootId } = await ensureTenant(get);
  return get(Database).transaction(tenantId, async () => {
    if ((await get(Competitions).findBySlug(tenantId, COMPETITION.slug)) !== null) return false;
    tell('people');
    const cast = await castDemo(get, tenantId, rootId);
    const draft = await get(Competitions).create(cast.system, { ...COMPETITION, organisationId: rootId });
    await giveLogins(get, cast, draft.id);
    const officials = await officialsOf(get, cast);
    const competition = await get(Competitions).open(officials.organiser, { competitionId: draft.id, version: draft.version });
    tell('registration');
    await runRobots(get, cast, competition, officials);
    tell('marking');
    await runMilling(get, cast, competition, officials);
    tell('results');
    await runWelding(get, cast, competition, officials);
    return true;
  });
}

async function ensureTenant(get: GetService): Promise<{ readonly tenantId: Id; readonly rootId: Id }> {
  const organisations = get(Organisations);
  try {
    const { tenantId } = await organisations.tenantBySlug(TENANT.slug);
    return { tenantId, rootId: (await organisations.root(tenantId)).id };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'NOT_FOUND') throw error;
    return organisations.foundTenant(TENANT);
  }
}

async function officialsOf(get: GetService, cast: Cast): Promise<Officials> {
  const holder = (role: DemoLogin['role']): Promise<Actor> => actorOf(get, cast, cast.holders.get(role) ?? '');
  return {
    organiser: await holder('competition_organiser'),
    chief: await holder('chief_judge'),
    supervisor: await holder('supervisor'),
    enterprise: await holder('enterprise_administrator'),
  };
}
