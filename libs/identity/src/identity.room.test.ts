import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Audit } from '#audit';
import { connectDatabase, type Database } from '#database';
import { type Actor, type Id, newId, pageRequest, type Role, systemActor } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { createIdentity, type Grants, type IdentityRoom, type Organisations, type People } from './index.js';

let test: TestDatabase;
let database: Database;
let superuser: pg.Client;
let room: IdentityRoom;
let organisations: Organisations;
let people: People;
let grants: Grants;
let audit: Audit;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [] });
  superuser = new pg.Client({ connectionString: test.adminUrl });
  await superuser.connect();
  audit = new Audit(database);
  room = createIdentity(database, { SECRET: test.secret, publicUrl: 'http://127.0.0.1:4000', DATABASE_URL: test.adminUrl });
  ({ organisations, people, grants } = room);
});

afterAll(async () => {
  await room?.close();
  await superuser?.end();
  await database?.close();
  await test?.drop();
});

let slugs = 0;
/** Province → city → (steel works → rolling mill, shipyard); the second city stands beside. */
async function givenTree() {
  slugs += 1;
  const { tenantId, rootId } = await organisations.foundTenant({ slug: `tree-${slugs}`, name: { 'zh-CN': '省总工会' } });
  const system = systemActor(tenantId, 'test');
  const add = (parentId: Id, kind: 'union' | 'enterprise', level: 'city' | 'enterprise', code: string) =>
    organisations.add(system, { parentId, kind, level, code, name: { 'zh-CN': code } }).then((added) => added.id);
  const city = await add(rootId, 'union', 'city', 'C1');
  const otherCity = await add(rootId, 'union', 'city', 'C2');
  const works = await add(city, 'enterprise', 'enterprise', 'E1');
  const mill = await add(works, 'enterprise', 'enterprise', 'E11');
  const yard = await add(city, 'enterprise', 'enterprise', 'E2');
  return { tenantId, system, root: rootId, city, otherCity, works, mill, yard };
}

async function givenPerson(tenantId: Id, organisationId: Id, role?: Role): Promise<Actor & { readonly kind: 'person' }> {
  const system = systemActor(tenantId, 'test');
  const person = await people.add(system, { organisationId, name: '王小明' });
  if (role !== undefined) await grants.grant(system, { personId: person.id, role, organisationId });
  return { kind: 'person', tenantId, personId: person.id, userId: person.id, ...(await grants.reachOf(tenantId, person.id)) };
}

/** A competition of an organisation; the room above, which makes them, is out of reach here. */
async function givenCompetition(tenantId: Id, organisationId: Id): Promise<Id> {
  const id = newId();
  await superuser.query(
    `insert into app.competition (tenant_id, id, organisation_id, slug, name, level, starts_on, ends_on)
     values ($1, $2, $3, $4, '{"zh-CN": "技能大赛"}', 'city', '2026-09-01', '2026-09-05')`,
    [tenantId, id, organisationId, `skills-${id}`],
  );
  return id;
}

const sorted = (ids: readonly Id[]) => [...ids].sort();

describe('Organisations', () => {
  it('keeps the closure when adding', async () => {
    const tree = await givenTree();
    expect(sorted(await organisations.subtree(tree.tenantId, tree.city))).toEqual(sorted([tree.city, tree.works, tree.mill, tree.yard]));
    expect(await organisations.subtree(tree.tenantId, tree.mill)).toEqual([tree.mill]);
  });

  it('keeps the closure when a subtree moves, exactly as if it had been built there', async () => {
    const tree = await givenTree();
    const moved = await organisations.move(tree.system, { id: tree.works, version: 1, parentId: tree.otherCity });
    expect(moved).toMatchObject({ parentId: tree.otherCity, version: 2 });
    const stored = await superuser.query(
      'select ancestor_id, descendant_id, depth from app.organisation_closure where tenant_id = $1 order by 1, 2',
      [tree.tenantId],
    );
    const built = await superuser.query(
      `with recursive up as (
         select id as ancestor_id, id as descendant_id, 0 as depth from app.organisation where tenant_id = $1
         union all
         select o.parent_id, up.descendant_id, up.depth + 1 from up join app.organisation o on o.tenant_id = $1 and o.id = up.ancestor_id
          where o.parent_id is not null)
       select * from up order by 1, 2`,
      [tree.tenantId],
    );
    expect(stored.rows).toEqual(built.rows);
    expect(stored.rows).toHaveLength(6 + 5 + 3 + 1);
  });

  it('changes access with a move', async () => {
    const tree = await givenTree();
    const administrator = await givenPerson(tree.tenantId, tree.city, 'union_administrator');
    expect(administrator.reach.has(tree.mill)).toBe(true);
    await organisations.move(tree.system, { id: tree.works, version: 1, parentId: tree.otherCity });
    const { reach } = await grants.reachOf(tree.tenantId, administrator.personId);
    expect([reach.has(tree.mill), reach.has(tree.yard)]).toEqual([false, true]);
  });

  it.each([
    ['beneath itself', 'works', 'works', 1, 'ORGANISATION_UNDER_ITSELF'],
    ['beneath one of its own', 'works', 'mill', 1, 'ORGANISATION_UNDER_ITSELF'],
    ['the root', 'root', 'city', 1, 'ORGANISATION_IS_ROOT'],
    ['a union beneath an enterprise', 'otherCity', 'works', 1, 'ORGANISATION_CANNOT_STAND_THERE'],
    ['on a stale version', 'works', 'otherCity', 7, 'CONFLICT'],
  ] as const)('does not move %s', async (_, what, to, version, code) => {
    const tree = await givenTree();
    await expect(organisations.move(tree.system, { id: tree[what], version, parentId: tree[to] })).rejects.toMatchObject({ code });
  });

  it('lists children by code, page by page', async () => {
    const tree = await givenTree();
    const first = await organisations.list(tree.tenantId, pageRequest(1), tree.city);
    const second = await organisations.list(tree.tenantId, pageRequest(1, first.cursors[0]), tree.city);
    expect([...first.rows, ...second.rows].map((row) => row.code)).toEqual(['E1', 'E2']);
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    expect((await organisations.list(tree.tenantId, pageRequest())).rows).toHaveLength(6);
  });

  it('refuses a taken code, a taken slug and a bad one', async () => {
    const tree = await givenTree();
    const again = { parentId: tree.root, kind: 'union', level: 'city', code: 'C1', name: { 'zh-CN': '市' } } as const;
    await expect(organisations.add(tree.system, again)).rejects.toMatchObject({ code: 'ORGANISATION_CODE_TAKEN' });
    await expect(organisations.foundTenant({ slug: `tree-${slugs}`, name: { 'zh-CN': '省' } })).rejects.toMatchObject({
      code: 'SLUG_TAKEN',
    });
    await expect(organisations.foundTenant({ slug: 'Not a slug', name: { 'zh-CN': '省' } })).rejects.toMatchObject({
      code: 'SLUG_INVALID',
    });
  });

  it.each(['graphql', 'judging', 'me', 'en'])('refuses the slug %s, which the installation itself uses', async (slug) => {
    await expect(organisations.foundTenant({ slug, name: { 'zh-CN': '省总工会' } })).rejects.toMatchObject({ code: 'SLUG_TAKEN' });
  });

  it('does not find what belongs to another tenant', async () => {
    const [one, two] = [await givenTree(), await givenTree()];
    await expect(organisations.find(one.tenantId, two.city)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      organisations.add(one.system, { parentId: two.city, kind: 'enterprise', level: 'enterprise', code: 'X', name: { 'zh-CN': '厂' } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('People', () => {
  it('keeps no readable ID number, and shows four places to those who may see them', async () => {
    const tree = await givenTree();
    const person = await people.add(tree.system, { organisationId: tree.works, name: '李娜', idNumber: '11010519491231002X' });
    expect(person).toMatchObject({ sex: 'female', birthYear: 1949 });
    const { rows } = await superuser.query(
      "select p::text as row, encode(id_number_cipher, 'escape') as cipher from app.person p where id = $1",
      [person.id],
    );
    expect(JSON.stringify(rows)).not.toMatch(/1101051949|231002X/);
    const insider = await givenPerson(tree.tenantId, tree.works, 'enterprise_administrator');
    const outsider = await givenPerson(tree.tenantId, tree.yard, 'enterprise_administrator');
    const shown = { sex: 'female', birthYear: 1949, maskedIdNumber: '**************002X' };
    expect(await people.details(insider, [person.id])).toEqual(new Map([[person.id, shown]]));
    expect(await people.details(outsider, [person.id])).toEqual(new Map());
    expect(await people.details({ ...outsider, personId: person.id }, [person.id])).toEqual(new Map([[person.id, shown]]));
  });

  it('knows the same number only once in a tenant, and again in another', async () => {
    const [one, two] = [await givenTree(), await givenTree()];
    const person = { organisationId: null, name: '李娜', idNumber: '11010519491231002X' };
    await people.add(one.system, person);
    await expect(people.add(one.system, { ...person, name: '李那' })).rejects.toMatchObject({ code: 'ID_NUMBER_KNOWN' });
    await expect(people.add(two.system, person)).resolves.toMatchObject({ name: '李娜' });
  });

  it('adds all or none, names the place, and writes one line each', async () => {
    const tree = await givenTree();
    const list = [
      { organisationId: tree.works, name: '赵一' },
      { organisationId: tree.works, name: '' },
    ];
    await expect(people.addMany(tree.system, list)).rejects.toMatchObject({ code: 'NAME_REFUSED', details: [{ path: '1.name' }] });
    expect((await people.list(tree.system, pageRequest())).rows).toEqual([]);
    const added = await people.addMany(tree.system, [
      list[0] ?? { organisationId: null, name: '' },
      { organisationId: null, name: '钱二' },
    ]);
    expect(added.map((person) => [person.name, person.organisationId])).toEqual([
      ['赵一', tree.works],
      ['钱二', tree.root],
    ]);
    for (const person of added) expect((await audit.pageOfSubject(tree.tenantId, person.id, pageRequest())).rows).toHaveLength(1);
  });

  it('lists the people beneath one’s grants, page by page, and nobody to a participant', async () => {
    const tree = await givenTree();
    const administrator = await givenPerson(tree.tenantId, tree.works, 'enterprise_administrator');
    await people.addMany(tree.system, [
      { organisationId: tree.mill, name: '孙三' },
      { organisationId: tree.yard, name: '周四' },
      { organisationId: tree.works, name: '吴五' },
    ]);
    const first = await people.list(administrator, pageRequest(2));
    const second = await people.list(administrator, pageRequest(2, first.cursors[1]));
    expect([...first.rows, ...second.rows].map((person) => person.name)).toEqual(['王小明', '孙三', '吴五']);
    const participant = await givenPerson(tree.tenantId, tree.works, 'participant');
    await expect(people.list(participant, pageRequest())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(people.list(administrator, pageRequest(), tree.yard)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is added by an enterprise only to itself', async () => {
    const tree = await givenTree();
    const administrator = await givenPerson(tree.tenantId, tree.works, 'enterprise_administrator');
    await expect(people.add(administrator, { organisationId: tree.mill, name: '郑六' })).resolves.toMatchObject({ name: '郑六' });
    for (const organisationId of [tree.yard, tree.city, null]) {
      await expect(people.add(administrator, { organisationId, name: '郑六' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await expect(people.add(administrator, { organisationId: newId(), name: '郑六' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('Grants', () => {
  it.each([
    ['a union administrator grants anything beneath', 'union_administrator', 'city', 'judge', 'mill', null],
    ['not above their subtree', 'union_administrator', 'city', 'judge', 'root', 'FORBIDDEN'],
    ['not beside it', 'union_administrator', 'city', 'judge', 'otherCity', 'FORBIDDEN'],
    ['an organiser grants judges', 'competition_organiser', 'city', 'chief_judge', 'city', null],
    ['an organiser makes no administrators', 'competition_organiser', 'city', 'union_administrator', 'city', 'FORBIDDEN'],
    ['an enterprise grants participation', 'enterprise_administrator', 'works', 'participant', 'mill', null],
    ['an enterprise makes no judges', 'enterprise_administrator', 'works', 'judge', 'works', 'FORBIDDEN'],
    ['a judge grants nothing', 'judge', 'city', 'judge', 'city', 'FORBIDDEN'],
    [
      'an enterprise role is for enterprises',
      'union_administrator',
      'city',
      'enterprise_administrator',
      'city',
      'ROLE_NOT_FOR_ORGANISATION',
    ],
  ] as const)('%s', async (_, holder, on, role, at, code) => {
    const tree = await givenTree();
    const actor = await givenPerson(tree.tenantId, tree[on], holder);
    const someone = await givenPerson(tree.tenantId, tree.works);
    const granting = grants.grant(actor, { personId: someone.personId, role, organisationId: tree[at] });
    if (code === null) await expect(granting).resolves.toMatchObject({ role });
    else await expect(granting).rejects.toMatchObject({ code });
    const lines = (await audit.pageOfSubject(tree.tenantId, someone.personId, pageRequest())).rows.map((line) => line.action);
    expect(lines).toEqual(code === null ? ['role.granted', 'person.added'] : ['person.added']);
  });

  it('nobody grants themselves', async () => {
    const tree = await givenTree();
    const actor = await givenPerson(tree.tenantId, tree.root, 'union_administrator');
    const granting = grants.grant(actor, { personId: actor.personId, role: 'judge', organisationId: tree.city });
    await expect(granting).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('one narrowed to a competition reaches no organisation and hands on only there', async () => {
    const tree = await givenTree();
    const [competitionId, another] = [await givenCompetition(tree.tenantId, tree.city), await givenCompetition(tree.tenantId, tree.city)];
    const bare = await givenPerson(tree.tenantId, tree.city);
    await grants.grant(tree.system, { personId: bare.personId, role: 'competition_organiser', organisationId: tree.city, competitionId });
    const organiser = { ...bare, ...(await grants.reachOf(tree.tenantId, bare.personId)) };
    expect(organiser.reach.size).toBe(0);
    const judge = await givenPerson(tree.tenantId, tree.city);
    const given = { personId: judge.personId, role: 'judge', organisationId: tree.city } as const;
    await expect(grants.grant(organiser, { ...given, competitionId })).resolves.toMatchObject({ competitionId });
    for (const wider of [{ ...given, competitionId: another }, given, { ...given, competitionId, organisationId: tree.root }]) {
      await expect(grants.grant(organiser, wider)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('is not narrowed to a competition of another organisation, which would reach past one’s own subtree', async () => {
    const tree = await givenTree();
    const elsewhere = await givenTree();
    const administrator = await givenPerson(tree.tenantId, tree.city, 'union_administrator');
    const accomplice = await givenPerson(tree.tenantId, tree.city);
    const grant = { personId: accomplice.personId, role: 'competition_organiser', organisationId: tree.city } as const;
    const foreign = await Promise.all([
      givenCompetition(tree.tenantId, tree.otherCity),
      givenCompetition(tree.tenantId, tree.root),
      givenCompetition(elsewhere.tenantId, elsewhere.city),
    ]);
    for (const competitionId of [...foreign, newId(), 'x']) {
      for (const actor of [administrator, tree.system]) {
        await expect(grants.grant(actor, { ...grant, competitionId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
    }
    expect(await grants.ofPeople(tree.tenantId, [accomplice.personId])).toEqual([]);
  });

  it('narrowed to a competition ends when the competition’s organisation leaves the subtree', async () => {
    const tree = await givenTree();
    const competitionId = await givenCompetition(tree.tenantId, tree.works);
    const { personId } = await givenPerson(tree.tenantId, tree.city);
    await grants.grant(tree.system, { personId, role: 'supervisor', organisationId: tree.city, competitionId });
    expect((await grants.reachOf(tree.tenantId, personId)).grants).toMatchObject([{ role: 'supervisor', competitionId }]);
    await organisations.move(tree.system, { id: tree.works, version: 1, parentId: tree.otherCity });
    expect((await grants.reachOf(tree.tenantId, personId)).grants).toEqual([]);
  });

  it('is revoked, once, and the last administrator stays', async () => {
    const tree = await givenTree();
    const [first, second] = [
      await givenPerson(tree.tenantId, tree.root, 'union_administrator'),
      await givenPerson(tree.tenantId, tree.root, 'union_administrator'),
    ];
    const [grant] = await grants.ofPeople(tree.tenantId, [second.personId]);
    await grants.revoke(first, grant?.id ?? '');
    await expect(grants.revoke(first, grant?.id ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [last] = await grants.ofPeople(tree.tenantId, [first.personId]);
    await expect(grants.revoke(tree.system, last?.id ?? '')).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' });
    expect((await grants.reachOf(tree.tenantId, second.personId)).reach.size).toBe(0);
  });

  it('given twice is one grant and one line', async () => {
    const tree = await givenTree();
    const judge = await givenPerson(tree.tenantId, tree.city, 'judge');
    const again = await grants.grant(tree.system, { personId: judge.personId, role: 'judge', organisationId: tree.city });
    expect(await grants.ofPeople(tree.tenantId, [judge.personId])).toEqual([again]);
  });
});
