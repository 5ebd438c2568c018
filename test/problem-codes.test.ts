import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import { problemCodes } from '#kernel';

const root = join(import.meta.dirname, '..');

it('is a value of ProblemCode in the public schema, or the API would answer a refusal as a bug', async () => {
  for (const file of globSync('libs/*/src/**/*.problems.ts', { cwd: root })) await import(join(root, file));
  const type = buildSchema(readFileSync(join(root, 'apps/api/schema.graphql'), 'utf8')).getType('ProblemCode');
  const values = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  expect(problemCodes().filter((code) => code !== 'INTERNAL' && !values.includes(code))).toEqual([]);
});
