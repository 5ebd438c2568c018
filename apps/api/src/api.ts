import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, LogController } from 'fastify';
import { type Logger as Pino, pino } from 'pino';
import type { Config } from '#config';
import { describeError, newId } from '#kernel';
import { apiModule } from './api.module.js';
import { CertificateDownloads } from './certificate/certificate.downloads.js';
import { GraphqlRoute } from './graphql/graphql.route.js';
import { GraphqlStream } from './graphql/stream.js';
import { AuthDoor } from './http/auth/auth.door.js';
import { registerGraphiql } from './http/graphiql.js';
import { setHeaders } from './http/headers.js';
import { Health } from './http/health.js';
import { Metrics } from './http/metrics.js';
import { NestLog } from './http/nest-log.js';
import { CertificateRoutes } from './http/pages/certificate.routes.js';
import { JudgingRoutes } from './http/pages/judging.routes.js';
import { MyRoutes } from './http/pages/my.routes.js';
import { PublicRoutes } from './http/pages/public.routes.js';
import { logRequests } from './http/request-log.js';

const BODY_BYTES = 1_048_576;
/** A client that has not sent its whole request by then is cut off. */
const REQUEST_MS = 30_000;

/** One hop: the address that the proxy itself saw. What stands before it in X-Forwarded-For, the client wrote. */
const isOurProxy = (_address: string, hop: number): boolean => hop === 0;

export type Api = {
  readonly app: NestFastifyApplication;
  readonly fastify: FastifyInstance;
  readonly log: Pino;
};

/** The API, wired and ready to listen. Throws when the database cannot be reached. */
export async function createApi(settings: Config): Promise<Api> {
  const { log, flush } = createLog(settings);
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    requestIdHeader: false,
    trustProxy: settings.TRUST_PROXY ? isOurProxy : false,
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  const app = await NestFactory.create<NestFastifyApplication>(apiModule(settings), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify: FastifyInstance = adapter.getInstance();
  fastify.addHook('onClose', async () => flush());
  logRequests(fastify, app.get(Metrics), log);
  setHeaders(fastify, settings);
  await app.init();
  app.get(Health).register(fastify);
  app.get(CertificateDownloads).register(fastify);
  app.get(AuthDoor).register(fastify);
  app.get(GraphqlRoute).register(fastify);
  await app.get(GraphqlStream).register(fastify);
  for (const routes of [CertificateRoutes, JudgingRoutes, MyRoutes, PublicRoutes]) app.get(routes, { strict: false }).register(fastify);
  if (!settings.production) registerGraphiql(fastify);
  await fastify.ready();
  return { app, fastify, log };
}

/** Lines are written in blocks, at most a second late; what is left is written when the process ends. */
function createLog({ LOG_LEVEL: level }: Config): { readonly log: Pino; readonly flush: () => void } {
  const destination = pino.destination({ dest: 1, sync: true, minLength: 4_096, periodicFlush: 1_000 });
  const flush = () => destination.flushSync();
  process.once('exit', flush);
  return { log: pino({ level, base: { process: 'api' }, serializers: { err: describeError } }, destination), flush };
}

/** Ids that differ between processes and never repeat within one; cheaper than a UUID for each request. */
function requestIds(): () => string {
  const prefix = newId().slice(0, 23);
  let count = 0;
  return () => `${prefix}-${(count++).toString(16).padStart(12, '0')}`;
}
