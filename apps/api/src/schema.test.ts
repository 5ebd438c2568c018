import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { readConfig } from '#config';
import { apiModule } from './api.module.js';
import { printed, schemaOf } from './graphql/print-schema.js';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await schemaOf(apiModule(readConfig({ SECRET: 'x'.repeat(32), DATABASE_URL: 'postgres://nobody@localhost/nothing' })));
}, 30_000);

const ownTypes = (): readonly GraphQLNamedType[] => Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const builtIn = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

describe('the public contract', () => {
  it('is the committed apps/api/schema.graphql; else run `npm run schema`', () => {
    expect(readFileSync(join(import.meta.dirname, '../schema.graphql'), 'utf8')).toBe(printed(schema));
  });

  it('describes every type, field, argument and value', () => {
    expect(ownTypes().flatMap(undescribedIn)).toEqual([]);
  });

  it('lets every mutation take one input and answer with a problem and otherwise nullable fields', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.filter(({ args }) => args.length !== 1 || args[0]?.name !== 'input').map(({ name }) => name)).toEqual([]);
    expect(mutations.filter((mutation) => !answersWithProblem(mutation)).map(({ name }) => name)).toEqual([]);
  });

  it('has no number that passes through a float', () => {
    const fields = ownTypes().flatMap((type) =>
      fieldsOf(type).map((field) => ({ place: `${type.name}.${field.name}`, type: getNamedType(field.type).name })),
    );
    expect(fields.filter(({ type }) => type === 'Float').map(({ place }) => place)).toEqual([]);
  });

  it('pages every connection by first and after', () => {
    const open = ownTypes().flatMap((type) =>
      fieldsOf(type)
        .filter((field) => getNamedType(field.type).name.endsWith('Connection') && 'args' in field)
        .filter((field) => !('args' in field) || !['first', 'after'].every((wanted) => field.args.some(({ name }) => name === wanted)))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(open).toEqual([]);
  });
});

type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

function fieldsOf(type: GraphQLNamedType): readonly AnyField[] {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
}

function undescribedIn(type: GraphQLNamedType): readonly string[] {
  if (builtIn.has(type.name)) return [];
  const isRoot = type === schema.getQueryType() || type === schema.getMutationType() || type === schema.getSubscriptionType();
  const values = isEnumType(type) ? type.getValues().map((value) => ({ ...value, name: `${type.name}.${value.name}` })) : [];
  const places = [
    ...(isRoot ? [] : [{ place: type.name, description: type.description }]),
    ...values.map(({ name, description }) => ({ place: name, description })),
    ...fieldsOf(type).flatMap((field) => [
      { place: `${type.name}.${field.name}`, description: field.description },
      ...('args' in field
        ? field.args.map(({ name, description }) => ({ place: `${type.name}.${field.name}(${name})`, description }))
        : []),
    ]),
  ];
  return places.filter(({ description }) => !description?.trim()).map(({ place }) => place);
}

function answersWithProblem({ type }: GraphQLField<unknown, unknown>): boolean {
  const payload = getNamedType(type);
  if (!isObjectType(payload)) return false;
  const { problem, ...others } = payload.getFields();
  return (
    problem !== undefined &&
    getNamedType(problem.type).name === 'Problem' &&
    Object.values(others).every((field) => !isNonNullType(field.type))
  );
}
