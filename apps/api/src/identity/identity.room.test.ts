import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Grants, Organisations, People } from '#identity';
import { type Id, newId, type Role, systemActor } from '#kernel';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';

let api: TestApi;
let admin: pg.Client;
let home: Tenant;
let other: Tenant;
let cookie: string;

type Tenant = { readonly tenantId: Id; readonly rootId: Id; readonly enterpriseId: Id; readonly personId: Id };

async function foundTenant(slug: string): Promise<Tenant> {
  const { tenantId, rootId } = await api.get(Organisations).foundTenant({ slug, name: { 'zh-CN': '江海省总工会' } });
  const system = systemActor(tenantId, 'test');
  const enterprise = { parentId: rootId, kind: 'enterprise', level: 'enterprise', code: 'E0', name: { 'zh-CN': '江海造船厂' } } as const;
  const { id: enterpriseId } = await api.get(Organisations).add(system, enterprise);
  const person = await api.get(People).add(system, { organisationId: enterpriseId, name: '李娜', idNumber: '11010519491231002X' });
  return { tenantId, rootId, enterpriseId, personId: person.id };
}

async function cookieFor({ tenantId }: Tenant, role: Role, organisationId: Id): Promise<string> {
  const system = systemActor(tenantId, 'test');
  const person = await api.get(People).add(system, { organisationId, name: '王小明' });
  await api.get(Grants).grant(system, { personId: person.id, role, organisationId });
  return api.cookieOf(tenantId, person.id);
}

beforeAll(async () => {
  api = await startTestApi();
  admin = new pg.Client({ connectionString: api.testDatabase.adminUrl });
  await admin.connect();
  home = await foundTenant('home');
  other = await foundTenant('other');
  cookie = await cookieFor(home, 'union_administrator', home.rootId);
}, 60_000);

afterAll(async () => {
  await admin?.end();
  await api?.close();
});

const MUTATIONS = {
  addOrganisation: ['AddOrganisationInput', 'organisation { id code version parent { id } }'],
  moveOrganisation: ['MoveOrganisationInput', 'organisation { id version parent { id } }'],
  addPerson: ['AddPersonInput', 'person { id name details { maskedIdNumber birthYear sex } organisation { code } }'],
  grantRole: ['GrantRoleInput', 'grant { id role person { name } organisation { code } }'],
  revokeRole: ['RevokeRoleInput', 'grant { id role }'],
} as const;

type Mutation = keyof typeof MUTATIONS;

async function change(name: Mutation, input: object, headers: Readonly<Record<string, string>> = { cookie }): Promise<unknown> {
  const [type, fields] = MUTATIONS[name];
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} problem { code message path } } }`;
  const answer = await api.ask(query, { input }, headers);
  return answer.data?.[name] ?? { refused: answer.errors?.[0]?.extensions['code'] ?? answer.status };
}

const newOrganisation = () => ({ parentId: home.rootId, kind: 'enterprise', level: 'enterprise', code: 'E1', name: { zh: '钢铁公司' } });

describe('changing the tree, people and roles', () => {
  it('works from end to end, and each shows what it did', async () => {
    const { organisation } = (await change('addOrganisation', newOrganisation())) as { organisation: { id: Id } };
    expect(organisation).toMatchObject({ code: 'E1', version: 1, parent: { id: home.rootId } });
    const added = { organisationId: organisation.id, name: '张伟', idNumber: '34052419800101001X' };
    const { person } = (await change('addPerson', added)) as { person: { id: Id } };
    expect(person).toMatchObject({
      name: '张伟',
      details: { maskedIdNumber: '**************001X', birthYear: 1980, sex: 'male' },
      organisation: { code: 'E1' },
    });
    const role = { personId: person.id, role: 'enterprise_administrator', organisationId: organisation.id };
    const { grant } = (await change('grantRole', role)) as { grant: { id: Id } };
    expect(grant).toMatchObject({ role: 'enterprise_administrator', person: { name: '张伟' }, organisation: { code: 'E1' } });
    expect(await change('revokeRole', { grantId: grant.id })).toEqual({ grant: { id: grant.id, role: role.role }, problem: null });
    const moved = { id: organisation.id, version: 1, parentId: home.enterpriseId };
    expect(await change('moveOrganisation', moved)).toMatchObject({ organisation: { version: 2, parent: { id: home.enterpriseId } } });
  });

  it('changes what a person may do at their next request', async () => {
    const enterprise = await cookieFor(home, 'enterprise_administrator', home.enterpriseId);
    const worker = { organisationId: home.enterpriseId, name: '赵六' };
    expect(await change('addPerson', worker, { cookie: enterprise })).toMatchObject({ problem: null });
    const { rows } = await admin.query(
      "delete from app.role_grant where role = 'enterprise_administrator' and tenant_id = $1 and organisation_id = $2 returning id",
      [home.tenantId, home.enterpriseId],
    );
    expect(rows).toHaveLength(1);
    expect(await change('addPerson', worker, { cookie: enterprise })).toMatchObject({ problem: { code: 'FORBIDDEN' } });
  });
});

describe('bad input', () => {
  const cases: readonly (readonly [string, Mutation, () => object, string])[] = [
    ['a parent of another tenant', 'addOrganisation', () => ({ ...newOrganisation(), parentId: other.rootId }), 'NOT_FOUND'],
    ['a parent that is no id', 'addOrganisation', () => ({ ...newOrganisation(), parentId: 'x' }), 'INVALID_INPUT'],
    ['a taken code', 'addOrganisation', () => ({ ...newOrganisation(), code: 'E0' }), 'ORGANISATION_CODE_TAKEN'],
    ['a code of 41 letters', 'addOrganisation', () => ({ ...newOrganisation(), code: 'x'.repeat(41) }), 'INVALID_INPUT'],
    ['an empty name', 'addOrganisation', () => ({ ...newOrganisation(), name: { zh: '' } }), 'INVALID_INPUT'],
    [
      'a union beneath an enterprise',
      'addOrganisation',
      () => ({ ...newOrganisation(), parentId: home.enterpriseId, kind: 'union' }),
      'ORGANISATION_CANNOT_STAND_THERE',
    ],
    ['a stale version', 'moveOrganisation', () => ({ id: home.enterpriseId, version: 9, parentId: home.rootId }), 'CONFLICT'],
    [
      'an organisation of another tenant to move',
      'moveOrganisation',
      () => ({ id: other.enterpriseId, version: 1, parentId: home.rootId }),
      'NOT_FOUND',
    ],
    [
      'a new parent of another tenant',
      'moveOrganisation',
      () => ({ id: home.enterpriseId, version: 1, parentId: other.rootId }),
      'NOT_FOUND',
    ],
    ['a person for another tenant', 'addPerson', () => ({ organisationId: other.rootId, name: '张伟' }), 'NOT_FOUND'],
    ['a name that cannot be printed', 'addPerson', () => ({ organisationId: home.rootId, name: '张\u{10FFFD}' }), 'NAME_REFUSED'],
    [
      'an identity number with a wrong digit',
      'addPerson',
      () => ({ organisationId: home.rootId, name: '张伟', idNumber: '110105194912310021' }),
      'ID_NUMBER_INVALID',
    ],
    [
      'an identity number that is known',
      'addPerson',
      () => ({ organisationId: home.rootId, name: '张伟', idNumber: '11010519491231002X' }),
      'ID_NUMBER_KNOWN',
    ],
    ['a birth year out of range', 'addPerson', () => ({ organisationId: home.rootId, name: '张伟', birthYear: 1800 }), 'INVALID_INPUT'],
    [
      'a person of another tenant',
      'grantRole',
      () => ({ personId: other.personId, role: 'judge', organisationId: home.rootId }),
      'NOT_FOUND',
    ],
    [
      'a role on another tenant’s organisation',
      'grantRole',
      () => ({ personId: home.personId, role: 'judge', organisationId: other.rootId }),
      'NOT_FOUND',
    ],
    [
      'a role that does not fit',
      'grantRole',
      () => ({ personId: home.personId, role: 'enterprise_administrator', organisationId: home.rootId }),
      'ROLE_NOT_FOR_ORGANISATION',
    ],
    [
      'a role that cannot be narrowed',
      'grantRole',
      () => ({ personId: home.personId, role: 'participant', organisationId: home.rootId, competitionId: newId() }),
      'ROLE_NOT_FOR_COMPETITION',
    ],
    ['a grant that does not exist', 'revokeRole', () => ({ grantId: newId() }), 'NOT_FOUND'],
  ];

  const contents = async () => {
    const counted = ['organisation', 'organisation_closure', 'person', 'role_grant', 'audit_entry'].map(
      (table) => `select '${table}' as t, count(*)::int as n from app.${table}`,
    );
    return (await admin.query(counted.join(' union all '))).rows;
  };

  it.each(cases)('%s is a coded problem in both languages and changes nothing', async (_, name, input, code) => {
    const before = await contents();
    const chinese = await change(name, input());
    const english = await change(name, input(), { cookie, 'guildhall-language': 'en' });
    expect(chinese).toMatchObject({ problem: { code, message: expect.stringMatching(/\p{Script=Han}/u) } });
    expect(english).toMatchObject({ problem: { code, message: expect.stringMatching(/^[A-Z][a-z ]+/) } });
    expect(await contents()).toEqual(before);
  });

  it('of the wrong type or of 10 MB is refused before it is looked at', async () => {
    const before = await contents();
    expect(await change('addPerson', { organisationId: home.rootId, name: 7 })).toMatchObject({ refused: expect.anything() });
    expect(await change('grantRole', { personId: home.personId, role: 'emperor', organisationId: home.rootId })).toMatchObject({
      refused: expect.anything(),
    });
    expect(await change('addOrganisation', { ...newOrganisation(), name: { zh: 'a\u0000b' } })).toEqual({ refused: 'REQUEST_MALFORMED' });
    const huge = await change('addPerson', { organisationId: home.rootId, name: 'x'.repeat(10_000_000) }).catch(() => ({
      refused: 'cut off',
    }));
    expect(huge).toMatchObject({ refused: expect.anything() });
    expect(await contents()).toEqual(before);
  });

  it('from a visitor or a participant is refused', async () => {
    const participant = await cookieFor(home, 'participant', home.enterpriseId);
    const visitors: readonly Readonly<Record<string, string>>[] = [{ 'guildhall-tenant': 'home' }, { cookie: participant }];
    for (const headers of visitors) {
      expect(await change('addOrganisation', newOrganisation(), headers)).toMatchObject({ problem: { code: 'FORBIDDEN' } });
      expect(await change('addPerson', { organisationId: home.rootId, name: '张伟' }, headers)).toMatchObject({
        problem: { code: 'FORBIDDEN' },
      });
    }
  });
});

describe('reading', () => {
  it('lists people with what the administrator may see of them', async () => {
    const query = '{ people(first: 1) { nodes { name details { maskedIdNumber sex } organisation { code } } pageInfo { hasNextPage } } }';
    const answer = await api.ask(query, {}, { cookie });
    expect(answer.data?.['people']).toEqual({
      nodes: [{ name: '李娜', details: { maskedIdNumber: '**************002X', sex: 'female' }, organisation: { code: 'E0' } }],
      pageInfo: { hasNextPage: true },
    });
  });

  it('says who one is, with one’s roles', async () => {
    const query = '{ me { person { name grants { role organisation { code } } } memberships { slug name { text } } } }';
    const answer = await api.ask(query, {}, { cookie });
    expect(answer.data?.['me']).toEqual({
      person: { name: '王小明', grants: [{ role: 'union_administrator', organisation: { code: 'home' } }] },
      memberships: [{ slug: 'home', name: { text: '江海省总工会' } }],
    });
    expect((await api.ask('{ me { person { name } } }')).data).toEqual({ me: null });
  });

  it('shows visitors neither the tree nor the people', async () => {
    const headers = { 'guildhall-tenant': 'home' };
    const tree = await api.ask('{ organisations { nodes { code } } }', {}, headers);
    const people = await api.ask('{ people { nodes { name } } }', {}, headers);
    expect([tree, people].map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual(['UNAUTHENTICATED', 'FORBIDDEN']);
  });

  it('does not find the organisation of another tenant, nor act in it', async () => {
    const answer = await api.ask('query($id: ID!) { organisation(id: $id) { code } }', { id: other.rootId }, { cookie });
    expect(answer.errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    const elsewhere = await api.ask('{ organisations { nodes { code } } }', {}, { cookie, 'guildhall-tenant': 'other' });
    expect(elsewhere.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });
});
