import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { type Actor, DomainError } from '#kernel';
import type { GraphContext } from './context.js';
import type { ReadOperation } from './document.js';
import { presentError, type Reader } from './graph-errors.js';
import { LoaderRegistry } from './loaders.js';
import type { GraphqlRequest } from './request-body.js';

const OPERATION_MS = 20_000;
const USES_BEFORE_COMPILING = 8;

export type Answer = {
  readonly result: FormattedExecutionResult;
  /** `ok`, or the code of the first problem. */
  readonly outcome: string;
};

/** Runs one operation that the limits let through, and shapes what comes out of it. */
@Injectable()
export class Executor {
  readonly #states = new WeakMap<ReadOperation, { uses: number; compiled: CompiledQuery | null }>();

  constructor(private readonly loaders: LoaderRegistry) {}

  contextFor(actor: Actor | null, { language, requestId }: Reader): GraphContext {
    return { actor, loaders: this.loaders.forRequest(actor), language, requestId, refusals: [] };
  }

  /** Never throws: what is refused or breaks is in the result. */
  async run(app: FastifyInstance, operation: ReadOperation, asked: GraphqlRequest, context: GraphContext, reader: Reader): Promise<Answer> {
    const { data, errors = [] } = await inTime(this.#execute(app, operation, asked, context)).catch(
      (error: unknown): ExecutionResult => ({ errors: faultsIn(error) }),
    );
    if (errors.length === 0) return { result: { data }, outcome: context.refusals[0] ?? 'ok' };
    const presented = errors.map((error) => presentError(error, reader));
    const result = { errors: presented, ...(data === undefined ? {} : { data }) };
    return { result, outcome: String(presented[0]?.extensions?.['code']) };
  }

  /**
   * The first uses of a document go through Mercurius, which validates it. One that is used again and again is compiled, and then
   * run without Mercurius' work for each request: hooks and a second reading of the variables.
   */
  async #execute(app: FastifyInstance, operation: ReadOperation, asked: GraphqlRequest, context: GraphContext): Promise<ExecutionResult> {
    const compiled = this.#compiledOf(app, operation);
    if (compiled !== null) return compiled.query({}, context, { ...asked.variables });
    const { query, variables, operationName } = asked;
    const result: ExecutionResult = await app.graphql(query, { ...context }, { ...variables }, operationName ?? undefined);
    const state = this.#states.get(operation);
    if (state === undefined) this.#states.set(operation, { uses: 1, compiled: null });
    else state.uses += 1;
    return result;
  }

  /** Null until the document has passed validation often enough. */
  #compiledOf(app: FastifyInstance, operation: ReadOperation): CompiledQuery | null {
    const state = this.#states.get(operation);
    if (state === undefined || state.uses < USES_BEFORE_COMPILING) return null;
    if (state.compiled !== null) return state.compiled;
    const compiled = compileQuery(app.graphql.schema, operation.document, operation.name || undefined);
    if (isCompiledQuery(compiled)) state.compiled = compiled;
    else state.uses = Number.NEGATIVE_INFINITY;
    return state.compiled;
  }
}

/** Stops waiting, not the work: PostgreSQL's own timeout ends that. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError('OPERATION_TIMED_OUT')), OPERATION_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Mercurius throws one error that holds all faults of validation. */
function faultsIn(error: unknown): ExecutionResult['errors'] {
  const held = typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  return held;
}
