import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { type Actor, DomainError } from '#kernel';
import type { GraphContext } from './context.js';
import { presentError, type Reader } from './graph-errors.js';
import { LoaderRegistry } from './loaders.js';
import type { GraphqlRequest } from './request-body.js';

const OPERATION_MS = 20_000;

export type Answer = { readonly result: FormattedExecutionResult; readonly outcome: string };

/** Runs one operation that the limits let through, and shapes what comes out of it. */
@Injectable()
export class Executor {
  constructor(private readonly loaders: LoaderRegistry) {}

  contextFor(actor: Actor | null, reader: Reader): GraphContext {
    const { language, requestId } = reader;
    return { actor, loaders: this.loaders.forRequest(actor), language, requestId, refusals: [] };
  }

  /** Never throws: what is refused or breaks is in the result. */
  async run(
    app: FastifyInstance,
    { query, variables, operationName }: GraphqlRequest,
    context: GraphContext,
    reader: Reader,
  ): Promise<Answer> {
    const { data, errors = [] } = await inTime(app.graphql(query, { ...context }, { ...variables }, operationName ?? undefined)).catch(
      (error: unknown): ExecutionResult => ({ errors: faultsIn(error) }),
    );
    const presented = errors.map((error) => presentError(error, reader));
    const outcome = String(presented[0]?.extensions?.['code'] ?? context.refusals[0] ?? 'ok');
    if (presented.length === 0) return { result: { data }, outcome };
    return { result: { errors: presented, ...(data === undefined ? {} : { data }) }, outcome };
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
