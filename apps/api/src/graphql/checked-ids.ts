import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, getNamedType } from 'graphql';
import { DomainError, isId } from '#kernel';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/**
 * Lets every query and subscription refuse an ID that is none before its resolver runs: it names nothing, and PostgreSQL would
 * take it for a fault of ours. Inputs of mutations say so themselves, by place.
 */
export function withCheckedIds(schema: GraphQLSchema): GraphQLSchema {
  for (const root of [schema.getQueryType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const names = idArguments(field);
      if (names.length === 0) continue;
      if (field.resolve !== undefined) field.resolve = checking(names, field.resolve);
      if (field.subscribe !== undefined) field.subscribe = checking(names, field.subscribe);
    }
  }
  return schema;
}

function idArguments({ args }: GraphQLField<unknown, unknown>): readonly string[] {
  return args.filter(({ type }) => getNamedType(type).name === 'ID').map(({ name }) => name);
}

function checking(names: readonly string[], resolve: Resolve): Resolve {
  return (root, args, context, info) => {
    for (const name of names) if (!isNoneOrId(args[name])) throw new DomainError('NOT_FOUND');
    return resolve(root, args, context, info);
  };
}

function isNoneOrId(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.every(isId) : isId(value);
}
