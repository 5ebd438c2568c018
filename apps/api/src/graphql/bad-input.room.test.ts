import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import pg from 'pg';
import { Grants } from '#identity';
import { newId } from '#kernel';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';
import { Given } from '../../../../test/support/given.js';
import { finalResults, type GivenResults } from '../../../../test/support/given-results.js';

let api: TestApi;
let results: GivenResults;
let official: Record<string, string>;
let stranger: Record<string, string>;

beforeAll(async () => {
  api = await startTestApi();
  const given = new Given(api);
  results = await finalResults(given, api, ['王一', '李二']);
  const person = await given.actor(results, 'union_administrator');
  for (const role of ['competition_organiser', 'chief_judge', 'judge', 'supervisor'] as const) {
    await api.get(Grants).grant(results.system, { personId: person.personId, role, organisationId: results.rootId, competitionId: null });
  }
  official = { 'guildhall-tenant': results.slug, cookie: await api.cookieOf(results.tenantId, person.personId) };
  const elsewhere = await given.tenant();
  const foreigner = await given.actor(elsewhere, 'union_administrator');
  stranger = { 'guildhall-tenant': elsewhere.slug, cookie: await api.cookieOf(elsewhere.tenantId, foreigner.personId) };
}, 60_000);

afterAll(async () => {
  await api?.close();
});

/** Values of the right type that a hurried or hostile client may send. */
const MANNERS: readonly {
  readonly name: string;
  readonly id: () => string;
  readonly text: string;
  readonly whole: number;
  readonly decimal: string;
  readonly count: number;
}[] = [
  { name: 'ids that name nothing', id: newId, text: 'x', whole: 1, decimal: '1', count: 1 },
  { name: 'ids that are none', id: () => "1'; drop table app.person; --", text: '', whole: 0, decimal: '-1', count: 0 },
  {
    name: 'what exists, with edge values',
    id: () => results.skill.id,
    text: '\uD800 ‮​',
    whole: -1,
    decimal: '99999999999999999999999.99999999999999999999',
    count: 2,
  },
  {
    name: 'long texts and large numbers',
    id: () => results.entries[0]?.id ?? '',
    text: 'x'.repeat(40_000),
    whole: 2_147_483_647,
    decimal: '0.00000000000000000001',
    count: 20,
  },
];

type Manner = (typeof MANNERS)[number];

function sampleOf(type: GraphQLInputType, manner: Manner): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) return Array.from({ length: manner.count }, () => sampleOf(plain.ofType, manner));
  const named = getNamedType(plain);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) {
    return Object.fromEntries(Object.values(named.getFields()).map((field) => [field.name, sampleOf(field.type, manner)]));
  }
  const leaf: Readonly<Record<string, unknown>> = {
    ID: manner.id(),
    Int: manner.whole,
    Decimal: manner.decimal,
    Boolean: true,
    DateTime: '2026-02-30T00:00:00Z',
    Date: '2026-02-28',
  };
  return named.name in leaf ? leaf[named.name] : manner.text;
}

const mutations = () => Object.values(api.fastify.graphql.schema.getMutationType()?.getFields() ?? {});
const queries = () => Object.values(api.fastify.graphql.schema.getQueryType()?.getFields() ?? {}).filter(({ args }) => args.length > 0);

describe.each(MANNERS)('$name', (manner) => {
  it.each(['official', 'stranger'] as const)(
    'are refused to an %s by every mutation with a code, and change nothing',
    async (who) => {
      const headers = () => (who === 'official' ? official : stranger);
      const before = await everything();
      const wrong: string[] = [];
      for (const { name, args } of mutations()) {
        const input = sampleOf(args[0]?.type as GraphQLInputType, manner);
        const text = `mutation M($input: ${args[0]?.type}) { ${name}(input: $input) { problem { code message path details { path code message } } } }`;
        const { data, errors } = await api.ask(text, { input }, { ...headers(), 'guildhall-language': 'en' });
        const problem = (data?.[name] as { readonly problem?: { readonly code: string; readonly message: string } } | undefined)?.problem;
        const code = problem?.code ?? errors?.[0]?.extensions['code'];
        if (code === undefined || code === 'INTERNAL' || JSON.stringify([problem, errors]).includes('⟦'))
          wrong.push(`${name}: ${code} ${errors?.[0]?.message ?? problem?.message ?? 'was done'}`);
      }
      expect(wrong).toEqual([]);
      expect(await everything()).toEqual(before);
    },
    60_000,
  );

  it('never break a query', async () => {
    const wrong: string[] = [];
    for (const { name, args, type } of queries()) {
      const given: Readonly<Record<string, unknown>> = Object.fromEntries(
        args.map((arg) => [arg.name, arg.name === 'after' ? manner.text : sampleOf(arg.type, manner)]),
      );
      const leaf = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
      const text = `query Q(${args.map((arg: GraphQLArgument) => `$${arg.name}: ${arg.type}`).join(', ')}) { ${name}(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) ${leaf} }`;
      const { errors } = await api.ask(text, given, official);
      if (errors?.some(({ extensions }) => extensions['code'] === 'INTERNAL'))
        wrong.push(`${name}: ${JSON.stringify(given).slice(0, 120)}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe('a mutation', () => {
  it('refuses wrong types by place, in both languages', async () => {
    const text = 'mutation M($input: EnterMarksInput!) { enterMarks(input: $input) { problem { code } } }';
    for (const [language, words] of [
      ['zh-CN', /请更正/],
      ['en', /Correct it/],
    ] as const) {
      const { errors } = await api.ask(
        text,
        { input: { sheetId: 7, marks: [{ aspect: 'A', value: 9.5, last: '0' }] } },
        { ...official, 'guildhall-language': language },
      );
      expect(errors?.[0]?.message).toMatch(words);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', details: [{ path: 'input.marks[0].value' }] });
    }
  });

  it('refuses ten megabytes before reading them', async () => {
    const { status, errors } = await api.ask(
      'mutation M($input: AddPersonInput!) { addPerson(input: $input) { problem { code } } }',
      { input: { name: 'x'.repeat(10_000_000) } },
      official,
    );
    expect([status, errors?.[0]?.extensions['code']]).toEqual([413, 'TOO_LARGE']);
  });

  it('asks every argument that is required', () => {
    expect(mutations().every(({ args }) => args.every(({ type }) => isNonNullType(type)))).toBe(true);
  });
});

/** How many rows every table has, and the newest version anywhere: whatever changes, changes this. */
async function everything(): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: api.testDatabase.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'directory', 'queue') order by 1",
    );
    const counts = rows.map(
      ({ name }) =>
        `select '${name}' as name, count(*)::int as count, md5(string_agg(t::text, '' order by t::text)) as hash from ${name} t`,
    );
    return (await client.query(counts.join(' union all '))).rows;
  } finally {
    await client.end();
  }
}
