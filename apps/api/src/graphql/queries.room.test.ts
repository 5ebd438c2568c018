import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLField, type GraphQLOutputType, getNamedType, getNullableType, isLeafType, isListType, isObjectType } from 'graphql';
import pg from 'pg';
import { Panels } from '#competition';
import { Grants } from '#identity';
import { Outbox } from '#jobs';
import type { Id } from '#kernel';
import { recomputeStandings } from '#marking';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';
import { Given } from '../../../../test/support/given.js';
import { finalResults, type GivenResults } from '../../../../test/support/given-results.js';

const DEPTH = 3;
/** Lists that belong to one thing and are read whole, with the reason why their length cannot multiply statements. */
const WHOLE_LISTS = new Set(['publications', 'mySheets', 'judgeConflicts']);

let api: TestApi;
let statements = 0;
let results: GivenResults;
let headers: Record<string, string>;
let judgeHeaders: Record<string, string>;
const plainQuery = pg.Client.prototype.query;

beforeAll(async () => {
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    statements += 1;
    return (plainQuery as (...given: unknown[]) => unknown).apply(this, args);
  } as typeof plainQuery;
  api = await startTestApi();
  const given = new Given(api);
  results = await finalResults(given, api, ['王一', '李二', '张三', '赵四', '陈五', '杨六']);
  const { system, tenantId, rootId, slug } = results;
  const official = await given.actor(results, 'union_administrator');
  for (const role of ['competition_organiser', 'chief_judge', 'supervisor'] as const) {
    await api.get(Grants).grant(system, { personId: official.personId, role, organisationId: rootId, competitionId: null });
  }
  await api.database.transaction(tenantId, async () => {
    for (let job = 0; job < 6; job += 1) {
      await api.get(Outbox).add(recomputeStandings, { skillId: results.skill.id }, { visible: true, startedBy: official.personId });
    }
  });
  headers = { 'guildhall-tenant': slug, cookie: await api.cookieOf(tenantId, official.personId) };
  judgeHeaders = { 'guildhall-tenant': slug, cookie: await api.cookieOf(tenantId, await judgeOf(results)) };
}, 90_000);

afterAll(async () => {
  pg.Client.prototype.query = plainQuery;
  await api?.close();
});

describe('a list field', () => {
  it('sends the same number of statements for one row and for many, everything below it asked for', async () => {
    const lists = Object.values(api.fastify.graphql.schema.getQueryType()?.getFields() ?? {}).filter(isConnection);
    expect(lists.length).toBeGreaterThanOrEqual(6);
    const report: Record<string, string> = {};
    for (const field of lists) {
      const [one, many] = [await asked(field, 1), await asked(field, 6)];
      report[field.name] = `${one.statements} → ${many.statements} statements, ${one.rows} → ${many.rows} rows`;
      if (one.statements !== many.statements) throw new Error(`${field.name}: ${report[field.name]}`);
    }
    expect(Object.values(report).filter((line) => line.includes('→ 6 rows')).length).toBeGreaterThanOrEqual(4);
  }, 30_000);

  it('is a connection, or one of the few that are read whole', () => {
    const whole = Object.values(api.fastify.graphql.schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
      isListType(getNullableType(type)),
    );
    expect(whole.map(({ name }) => name).filter((name) => !WHOLE_LISTS.has(name))).toEqual([]);
  });

  it('of sheets sends no statement per sheet', async () => {
    const { data, sent } = await counted(`{ mySheets ${selectionOf(namedType('Sheet'), DEPTH)} }`, judgeHeaders);
    expect(data?.['mySheets']).toHaveLength(6);
    expect(sent).toBeLessThanOrEqual(14);
  });
});

type Field = GraphQLField<unknown, unknown>;

function isConnection({ type }: Field): boolean {
  return getNamedType(type).name.endsWith('Connection');
}

async function asked(field: Field, first: number): Promise<{ readonly statements: number; readonly rows: number }> {
  const node = namedType(getNamedType(field.type).name.replace(/Connection$/, ''));
  const given: Readonly<Record<string, string>> = { skillId: results.skill.id, publicationId: results.final.id };
  const required = field.args.flatMap(({ name }) => (given[name] === undefined ? [] : [`${name}: "${given[name]}"`]));
  const query = `{ ${field.name}(${[`first: ${first}`, ...required].join(', ')}) { nodes ${selectionOf(node, DEPTH)} } }`;
  await counted(query, headers);
  const { data, sent } = await counted(query, headers);
  const connection = data?.[field.name] as { readonly nodes: readonly unknown[] };
  return { statements: sent, rows: connection.nodes.length };
}

async function counted(query: string, as: Record<string, string>) {
  const before = statements;
  const { data, errors } = await api.ask(query, {}, as);
  if (errors !== undefined) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return { data, sent: statements - before };
}

/** Every field of a type that needs no argument, and of the types below it. */
function selectionOf(type: GraphQLOutputType | undefined, depth: number): string {
  const named = type === undefined ? undefined : getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(({ defaultValue, type: argument }) => defaultValue === undefined && argument.toString().endsWith('!'))) return [];
    if (isLeafType(getNamedType(field.type))) return [field.name];
    return depth > 1 ? [`${field.name} ${selectionOf(field.type, depth - 1)}`.trim()] : [];
  });
  return fields.length === 0 ? '{ __typename }' : `{ ${fields.join(' ')} }`;
}

function namedType(name: string): GraphQLOutputType | undefined {
  const type = api.fastify.graphql.schema.getType(name);
  return isObjectType(type) ? type : undefined;
}

async function judgeOf({ tenantId, skill }: GivenResults): Promise<Id> {
  const [panel] = await api.get(Panels).forSkill(tenantId, skill.id);
  return panel?.members[0]?.personId ?? '';
}
