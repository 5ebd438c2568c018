import type { DynamicModule, ForwardReference, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { schemaOptions } from './graphql.module.js';
import { gatherProblemCodes } from './problem.js';

type AnyModule = Type | DynamicModule | Promise<DynamicModule> | ForwardReference;

/** The schema of the resolvers in a module and all it imports, without starting any of them. */
export async function schemaOf(root: DynamicModule): Promise<GraphQLSchema> {
  gatherProblemCodes();
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await builder.get(GraphQLSchemaFactory).create([...(await resolversIn(root, new Set()))], { ...schemaOptions });
  await builder.close();
  return schema;
}

/** As it stands in `apps/api/schema.graphql`. */
export function printed(schema: GraphQLSchema): string {
  return `# Written by \`npm run schema\`. Do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}

async function resolversIn(given: AnyModule, seen: Set<unknown>): Promise<ReadonlySet<Type>> {
  const module = await given;
  if (seen.has(module)) return new Set();
  seen.add(module);
  const type = 'module' in module ? module.module : module;
  const listed = (key: 'providers' | 'imports'): readonly unknown[] => [
    ...(Reflect.getMetadata(key, type) ?? []),
    ...('module' in module ? (module[key] ?? []) : []),
  ];
  const own = listed('providers').filter((provider) => isResolver(provider));
  const below = await Promise.all((listed('imports') as AnyModule[]).map((imported) => resolversIn(imported, seen)));
  return new Set([...own, ...below.flatMap((resolvers) => [...resolvers])]);
}

function isResolver(provider: unknown): provider is Type {
  return typeof provider === 'function' && Reflect.hasMetadata('graphql:resolver_type', provider);
}
