import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

/** What a request turned out to be; the door that serves it fills this in. */
export type Operation = {
  /** `query`, `mutation`, `subscription` or `http`. */
  readonly kind: string;
  /** A name out of our own schema or routes, never the client's text: it labels metrics. */
  readonly field: string;
  /** What the client calls it. */
  readonly name?: string;
  readonly actor?: string;
  readonly tenant?: string;
  readonly outcome: string;
};

declare module 'fastify' {
  interface FastifyRequest {
    operation: Operation | null;
  }
}

/** One line and one measurement per request. Never variables, bodies or query strings. */
export function logRequests(app: FastifyInstance, metrics: Metrics, log: Logger): void {
  app.decorateRequest('operation', null);
  app.addHook('onResponse', (request, reply, done) => {
    const operation = request.operation ?? plainOperation(request, reply.statusCode);
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.observe(operation.kind, operation.field, operation.outcome, ms / 1000);
    log.info({ requestId: request.id, ...operation, status: reply.statusCode, ms }, 'operation');
    done();
  });
}

function plainOperation(request: FastifyRequest, status: number): Operation {
  const route = request.routeOptions.url ?? 'unknown';
  return { kind: 'http', field: `${request.method} ${route}`, outcome: status < 400 ? 'ok' : `HTTP_${status}` };
}
