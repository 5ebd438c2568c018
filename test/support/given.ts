import pg from 'pg';
import {
  type Competition,
  Competitions,
  type Entry,
  type Panel,
  Panels,
  Registrations,
  type Skill,
  type SkillStatus,
  Skills,
} from '#competition';
import { Grants, type Organisation, Organisations, People, type Person } from '#identity';
import { type Actor, type Id, type PersonActor, type Role, systemActor } from '#kernel';
import type { Rooms } from './rooms.js';

/** A tenant with its root union and two enterprises beneath a city union. */
export type GivenTenant = {
  readonly tenantId: Id;
  readonly slug: string;
  /** The system's actor, who passes every policy. */
  readonly system: Actor;
  readonly rootId: Id;
  readonly city: Organisation;
  readonly steelworks: Organisation;
  readonly shipyard: Organisation;
};

export type GivenSkill = GivenTenant & { readonly competition: Competition; readonly skill: Skill };

export type GivenMarking = GivenSkill & {
  readonly entries: readonly Entry[];
  readonly panel: Panel;
  /** On the seats J1, J2, J3, in this order. */
  readonly judges: readonly PersonActor[];
};

const ROAD: readonly SkillStatus[] = ['draft', 'registration', 'marking', 'locked', 'checked', 'provisional', 'final'];

/** Builds the least that a room test needs, by the rooms' own use cases. */
export class Given {
  #count = 0;

  constructor(private readonly rooms: Rooms) {}

  async tenant(slug = `union-${this.#next()}`): Promise<GivenTenant> {
    const organisations = this.rooms.get(Organisations);
    const { tenantId, rootId } = await organisations.foundTenant({ slug, name: { 'zh-CN': '江海省总工会' } });
    const system = systemActor(tenantId, 'test');
    const city = await organisations.add(system, {
      parentId: rootId,
      kind: 'union',
      level: 'city',
      code: 'city',
      name: { 'zh-CN': '临江市总工会' },
    });
    const [steelworks, shipyard] = await Promise.all(
      [
        ['steelworks', '江海钢铁公司'],
        ['shipyard', '临江造船厂'],
      ].map(([code = '', name = '']) =>
        organisations.add(system, { parentId: city.id, kind: 'enterprise', level: 'enterprise', code, name: { 'zh-CN': name } }),
      ),
    );
    if (steelworks === undefined || shipyard === undefined) throw new Error('An enterprise is missing');
    return { tenantId, slug, system, rootId, city, steelworks, shipyard };
  }

  /** A person of an organisation; the root union unless told. */
  person(
    tenant: GivenTenant,
    organisationId: Id = tenant.rootId,
    name = `王${'一二三四五六七八九十'[this.#next() % 10]}`,
  ): Promise<Person> {
    return this.rooms.get(People).add(tenant.system, { organisationId, name });
  }

  /** Someone with a role on an organisation, as a request would carry them. */
  async actor(tenant: GivenTenant, role: Role, organisationId: Id = tenant.rootId, competitionId: Id | null = null): Promise<PersonActor> {
    const person = await this.person(tenant, organisationId);
    await this.rooms.get(Grants).grant(tenant.system, { personId: person.id, role, organisationId, competitionId });
    return this.actorOf(tenant, person.id);
  }

  /** The actor that a person is now, with everything granted so far. */
  async actorOf(tenant: GivenTenant, personId: Id): Promise<PersonActor> {
    const { grants, reach } = await this.rooms.get(Grants).reachOf(tenant.tenantId, personId);
    return { kind: 'person', tenantId: tenant.tenantId, personId, userId: `user-${personId}`, grants, reach };
  }

  /** An open competition of the root union. */
  async competition(tenant: GivenTenant, slug = `skills-${this.#next()}`): Promise<Competition> {
    const competitions = this.rooms.get(Competitions);
    const draft = await competitions.create(tenant.system, {
      organisationId: tenant.rootId,
      slug,
      name: { 'zh-CN': '江海省职工职业技能大赛', en: 'Jianghai Workers’ Skills Competition' },
      level: 'provincial',
      startsOn: '2026-09-01',
      endsOn: '2026-09-05',
    });
    return competitions.open(tenant.system, { competitionId: draft.id, version: draft.version });
  }

  /** A skill of a new competition, moved on to a status by the system. */
  async skill(
    status: SkillStatus = 'registration',
    tenant?: GivenTenant,
    entriesPerOrganisation: number | null = null,
  ): Promise<GivenSkill> {
    const home = tenant ?? (await this.tenant());
    const competition = await this.competition(home);
    const draft = await this.rooms.get(Skills).add(home.system, {
      competitionId: competition.id,
      code: 'welding',
      name: { 'zh-CN': '焊接', en: 'Welding' },
      entriesPerOrganisation,
    });
    return { ...home, competition, skill: await this.moved(home.system, draft, status) };
  }

  /** The skill taken on, step by step, to a status. */
  async moved(actor: Actor, skill: Skill, status: SkillStatus): Promise<Skill> {
    let current = skill;
    for (const to of ROAD.slice(ROAD.indexOf(skill.status) + 1, ROAD.indexOf(status) + 1)) {
      current = await this.rooms.get(Skills).move(actor, { skillId: current.id, version: current.version, to });
    }
    return current;
  }

  /** Entries of the steelworks, one person each. */
  async entries({ skill, ...tenant }: GivenSkill, count: number): Promise<readonly Entry[]> {
    const registrations = this.rooms.get(Registrations);
    const entries: Entry[] = [];
    for (let number = 0; number < count; number += 1) {
      const { id } = await this.person(tenant, tenant.steelworks.id);
      entries.push(await registrations.register(tenant.system, { skillId: skill.id, kind: 'person', personIds: [id] }));
    }
    return entries;
  }

  /** Three judges on panel `P1`, and entries; marking has begun. Schemes and sheets are the marking room's. */
  async skillInMarking(entryCount = 3): Promise<GivenMarking> {
    const given = await this.skill('registration');
    const entries = await this.entries(given, entryCount);
    const panels = this.rooms.get(Panels);
    const empty = await panels.add(given.system, {
      skillId: given.skill.id,
      code: 'P1',
      name: { 'zh-CN': '裁判组' },
      seats: ['J1', 'J2', 'J3'],
    });
    const judges: PersonActor[] = [];
    for (const { seat } of empty.members) {
      const judge = await this.actor(given, 'judge');
      await panels.seat(given.system, { panelId: empty.id, seat, personId: judge.personId });
      judges.push(judge);
    }
    const skill = await this.moved(given.system, given.skill, 'marking');
    return { ...given, skill, entries, panel: await panels.find(given.tenantId, empty.id), judges };
  }

  /** Names of the jobs and news that were asked for, oldest first. */
  async outboxOf(tenantId: Id): Promise<readonly string[]> {
    return (await this.#asMigrator('select name from queue.outbox where tenant_id = $1 order by created_at, id', [tenantId])).map(
      ({ name }) => String(name),
    );
  }

  /** Actions on record about one thing, oldest first. */
  async auditOf(tenantId: Id, subjectId: Id): Promise<readonly string[]> {
    const rows = await this.rooms.database.read<{ action: string }>(
      tenantId,
      'select action from app.audit_entry where tenant_id = $1 and subject_id = $2 order by seq',
      [tenantId, subjectId],
    );
    return rows.map(({ action }) => action);
  }

  /** Sets the time that decides deadlines in this database, for everyone who asks from now on. */
  async timeIs(instant: string): Promise<void> {
    if (Number.isNaN(Date.parse(instant))) throw new Error(`"${instant}" is no instant`);
    await this.#asMigrator(
      `create or replace function app.now() returns timestamptz language sql stable return timestamptz '${new Date(instant).toISOString()}'`,
    );
  }

  async #asMigrator(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.rooms.testDatabase.adminUrl });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}
