import { DEMO_LOGINS, type DemoLogin } from '#config';
import { Accounts, Grants, Organisations, People } from '#identity';
import { type Actor, type Id, type PersonActor, systemActor } from '#kernel';
import type { GetService } from '../rooms.js';
import { JUDGES, MILLERS, ROBOT_TEAMS, WELDERS } from './people.js';
import { CITIES, COLLEGE } from './tree.js';

/** Everyone who plays a part, as ids; workers in the order of the lists. */
export type Cast = {
  readonly tenantId: Id;
  readonly rootId: Id;
  readonly system: Actor;
  readonly enterpriseIds: readonly Id[];
  readonly welders: readonly Id[];
  readonly millers: readonly Id[];
  readonly teams: readonly (readonly Id[])[];
  readonly judges: readonly Id[];
  /** Holder of each role’s demo login. */
  readonly holders: ReadonlyMap<DemoLogin['role'], Id>;
};

/** Adds the tree, the people and the roles that hold for the whole tenant. */
export async function castDemo(get: GetService, tenantId: Id, rootId: Id): Promise<Cast> {
  const system = systemActor(tenantId, 'demo');
  const people = get(People);
  const { enterpriseIds, collegeId } = await addTree(get, system, rootId);
  const employerOf = (at: number) => enterpriseIds[at % enterpriseIds.length] ?? rootId;
  const addAll = async (names: readonly string[], organisationOf: (at: number) => Id) =>
    (
      await people.addMany(
        system,
        names.map((name, at) => ({ name, organisationId: organisationOf(at) })),
      )
    ).map(({ id }) => id);
  const welders = await addAll(WELDERS, employerOf);
  const millers = await addAll(MILLERS, (at) => employerOf(at + 4));
  const members = await addAll(
    ROBOT_TEAMS.flatMap((team) => team.members),
    (at) => employerOf(Math.floor(at / 2)),
  );
  const judges = await addAll(JUDGES, () => collegeId);
  const newcomers = DEMO_LOGINS.filter(({ role }) => role !== 'participant' && role !== 'judge');
  const officials = await addAll(
    newcomers.map(({ name }) => name),
    (at) => (newcomers[at]?.role === 'enterprise_administrator' ? employerOf(0) : rootId),
  );
  const holders = new Map<DemoLogin['role'], Id>(newcomers.map(({ role }, at) => [role, officials[at] ?? '']));
  holders.set('participant', welders[0] ?? '');
  holders.set('judge', judges[JUDGES.indexOf('何秀英')] ?? '');
  const teams = ROBOT_TEAMS.map((_, at) => members.slice(at * 2, at * 2 + 2));
  return { tenantId, rootId, system, enterpriseIds, welders, millers, teams, judges, holders };
}

/** Grants each role where it belongs, and gives each holder the documented login. */
export async function giveLogins(get: GetService, cast: Cast, competitionId: Id): Promise<void> {
  const grants = get(Grants);
  const roles = DEMO_LOGINS.map(({ role }) => ({ role, personId: cast.holders.get(role) ?? '' }));
  const benches = cast.judges.map((personId) => ({ role: 'judge' as const, personId }));
  for (const { role, personId } of [...roles, ...benches]) {
    const isOfficial = role === 'chief_judge' || role === 'judge' || role === 'supervisor' || role === 'encryption_officer';
    const isOfEnterprise = role === 'enterprise_administrator' || role === 'participant';
    const organisationId = isOfEnterprise ? (cast.enterpriseIds[0] ?? cast.rootId) : cast.rootId;
    await grants.grant(cast.system, { personId, role, organisationId, competitionId: isOfficial ? competitionId : null });
  }
  for (const { role, email, password } of DEMO_LOGINS) {
    await get(Accounts).createAccount(cast.tenantId, { personId: cast.holders.get(role) ?? '', email, password });
  }
}

/** The person as a signed-in request would carry them, with what they were granted. */
export async function actorOf(get: GetService, { tenantId }: Cast, personId: Id): Promise<PersonActor> {
  const { grants, reach } = await get(Grants).reachOf(tenantId, personId);
  return { kind: 'person', tenantId, personId, userId: `demo ${personId}`, grants, reach };
}

/** One after the other: they share a connection. */
export async function actorsOf(get: GetService, cast: Cast, personIds: readonly Id[]): Promise<readonly PersonActor[]> {
  const actors: PersonActor[] = [];
  for (const personId of personIds) actors.push(await actorOf(get, cast, personId));
  return actors;
}

async function addTree(
  get: GetService,
  system: Actor,
  rootId: Id,
): Promise<{ readonly enterpriseIds: readonly Id[]; readonly collegeId: Id }> {
  const organisations = get(Organisations);
  const enterpriseIds: Id[] = [];
  for (const { code, name, enterprises } of CITIES) {
    const city = await organisations.add(system, { parentId: rootId, kind: 'union', level: 'city', code, name });
    for (const enterprise of enterprises) {
      const { id } = await organisations.add(system, { parentId: city.id, kind: 'enterprise', level: 'enterprise', ...enterprise });
      enterpriseIds.push(id);
    }
  }
  const college = await organisations.add(system, { parentId: rootId, kind: 'enterprise', level: 'enterprise', ...COLLEGE });
  return { enterpriseIds, collegeId: college.id };
}
