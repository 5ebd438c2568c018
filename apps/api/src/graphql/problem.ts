import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DomainError, problemCodes } from '#kernel';
import { type Language, problemMessage } from '#language';
import type { GraphContext } from './context.js';

type Values = Record<string, string>;

/** Filled by `gatherProblemCodes` once every room has been loaded, before the schema is built. */
export const ProblemCode: Values = {};
const descriptions: Record<string, { description: string }> = {};
registerEnumType(ProblemCode, {
  name: 'ProblemCode',
  description: 'Every refusal that a person can cause. Codes stay; messages may be reworded.',
  valuesMap: descriptions,
});

const asWritten: Readonly<Record<string, string>> = new Proxy({}, { get: (_, name) => `{${String(name)}}` });

/** Gathers the codes of all rooms into the one enum. */
export function gatherProblemCodes(): void {
  for (const code of problemCodes()) {
    ProblemCode[code] = code;
    descriptions[code] = { description: problemMessage('en', code, asWritten) };
  }
}

@ObjectType('ProblemDetail', { description: 'One thing that is wrong in an input.' })
export class ProblemDetailType {
  @Field(() => String, { description: 'Where: a path into the input such as "marks.3.value", or a cell such as "Sheet1!F12".' })
  readonly path: string;

  @Field(() => String, { description: 'What: a code such as "OUT_OF_RANGE".' })
  readonly code: string;

  @Field(() => String, { description: 'The same in words, in the language of the request.' })
  readonly message: string;
}

@ObjectType('Problem', { description: 'Why a mutation was refused. Nothing has been changed.' })
export class ProblemType {
  @Field(() => ProblemCode, { description: 'The code; stable.' })
  readonly code: string;

  @Field(() => String, { description: 'The message in the language of the request.' })
  readonly message: string;

  @Field(() => String, { nullable: true, description: 'Where in the input, when it is one place.' })
  readonly path: string | null;

  @Field(() => [ProblemDetailType], { description: 'Everything that is wrong, by place.' })
  readonly details: readonly ProblemDetailType[];
}

/** Base of every mutation's payload: either the other fields are there, or `problem` is. All other fields must be nullable. */
@ObjectType({ isAbstract: true })
export abstract class Payload {
  @Field(() => ProblemType, { nullable: true, description: 'Why nothing was done; null when it was.' })
  readonly problem?: ProblemType | null;
}

/** The refusal in the language of the reader. */
export function problemOf(error: DomainError, language: Language): ProblemType {
  const details = error.details.map(({ path, code, params }) => ({ path, code, message: problemMessage(language, code, params) }));
  return {
    code: error.code,
    message: problemMessage(language, error.code, error.params),
    path: details.length === 1 ? (details[0]?.path ?? null) : null,
    details,
  };
}

type Resolve = (root: unknown, args: unknown, context: GraphContext, info: unknown) => unknown;
type ResolverTree = Readonly<Record<string, unknown>>;

/** Wraps every mutation once: a DomainError thrown inside (and rolled back) becomes the payload's `problem`. */
export function withProblems<T>(resolvers: T): T {
  // Nest gives a list: its own scalars, then the map of all resolvers.
  if (Array.isArray(resolvers)) return resolvers.map(withProblems) as T;
  const tree = resolvers as ResolverTree;
  const mutations = tree['Mutation'];
  if (typeof mutations !== 'object' || mutations === null) return resolvers;
  const wrapped = Object.fromEntries(
    Object.entries(mutations).map(([name, resolve]) => [name, typeof resolve === 'function' ? toProblem(resolve as Resolve) : resolve]),
  );
  return { ...tree, Mutation: wrapped } as T;
}

function toProblem(resolve: Resolve): Resolve {
  return async (root, args, context, info) => {
    try {
      return await resolve(root, args, context, info);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      context.refusals.push(error.code);
      return { problem: problemOf(error, context.language) };
    }
  };
}
