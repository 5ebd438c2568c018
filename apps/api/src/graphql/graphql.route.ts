import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import type { Config } from '#config';
import { type Actor, DomainError } from '#kernel';
import { Callers, languageOf } from '../http/callers.js';
import { isFromUs } from '../http/origin.js';
import { Settings } from '../settings.js';
import { chooseOperation, DocumentReader, type ReadOperation } from './document.js';
import { Executor } from './executor.js';
import { presentError, type Reader } from './graph-errors.js';
import { type GraphqlRequest, graphqlRequestOf, jsonOf } from './request-body.js';

const BODY_BYTES = 1_048_576;
const RESPONSE_TYPE = 'application/graphql-response+json';
const JSON_TYPE = /^application\/json\s*(;\s*charset=("?)utf-8\2\s*)?$/i;
const STATUS_OF_KIND = new Map([
  ['forbidden', 403],
  ['unauthenticated', 401],
  ['unavailable', 503],
]);
const STATUS_OF_CODE = new Map([
  ['CONTENT_TYPE_REFUSED', 415],
  ['METHOD_REFUSED', 405],
  ['TOO_LARGE', 413],
]);

/** `POST /graphql`, the only way in for queries and mutations. Source: GraphQL over HTTP, draft of 2025. */
@Injectable()
export class GraphqlRoute {
  constructor(
    private readonly callers: Callers,
    private readonly executor: Executor,
    @Settings() private readonly settings: Config,
  ) {}

  /** To be called when the schema stands. */
  register(app: FastifyInstance): void {
    const documents = new DocumentReader(app.graphql.schema);
    app.register(async (door) => {
      door.removeAllContentTypeParsers();
      door.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: FastifyRequest, bytes: Buffer) => jsonOf(bytes));
      door.setErrorHandler((error, request, reply) => this.#refuse(error, request, reply));
      door.addHook('onRequest', async (request) => this.#admit(request));
      door.post('/graphql', { bodyLimit: BODY_BYTES }, (request, reply) => this.#answer(app, documents, request, reply));
      door.get('/graphql', async (_, reply) => {
        reply.header('allow', 'POST');
        throw new DomainError('METHOD_REFUSED');
      });
    });
  }

  async #admit(request: FastifyRequest): Promise<void> {
    if (!isFromUs(request, this.settings.publicUrl)) throw new DomainError('ORIGIN_REFUSED');
    if (request.method === 'POST' && !JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new DomainError('CONTENT_TYPE_REFUSED');
  }

  async #answer(app: FastifyInstance, documents: DocumentReader, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = graphqlRequestOf(request.body);
    const operation = this.#operationOf(documents, asked, request);
    const actor = await this.callers.of(request.headers);
    const reader = this.#readerOf(request);
    const { result, outcome } = await this.executor.run(app, operation, asked, this.executor.contextFor(actor, reader), reader);
    request.operation = { ...describe(operation), ...nameOf(actor), outcome };
    return send(request, reply, result.data === undefined ? faultStatus(request) : 200, result);
  }

  #operationOf(documents: DocumentReader, asked: GraphqlRequest, request: FastifyRequest): ReadOperation {
    const document = documents.read(asked.query);
    if (document.introspects && !this.#mayIntrospect(request)) throw new DomainError('INTROSPECTION_REFUSED');
    const operation = chooseOperation(document, asked.operationName, asked.variables);
    if (operation.kind === 'subscription') throw new DomainError('DOCUMENT_INVALID', { reason: 'subscriptions go to /graphql/stream' });
    return operation;
  }

  #mayIntrospect({ headers }: FastifyRequest): boolean {
    const { production, SCHEMA_TOKEN: token } = this.settings;
    if (!production) return true;
    if (token === undefined) return false;
    const [given, wanted] = [headers.authorization ?? '', `Bearer ${token}`].map((text) => Buffer.from(text));
    return given !== undefined && wanted !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  #readerOf(request: FastifyRequest): Reader {
    return {
      language: languageOf(request.headers),
      requestId: request.id,
      open: !this.settings.production,
      bug: (error) => request.log.error({ requestId: request.id, err: error }, 'bug'),
    };
  }

  #refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const refusal = refusalOf(error);
    const presented = presentError(refusal, this.#readerOf(request));
    const code = String(presented.extensions?.['code']);
    request.operation = { kind: 'graphql', field: 'refused', outcome: code };
    return send(request, reply, statusOf(refusal, request), { errors: [presented] });
  }
}

/** What Fastify refuses before us becomes a refusal of ours. */
function refusalOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return new DomainError('TOO_LARGE');
  if (status === 415) return new DomainError('CONTENT_TYPE_REFUSED');
  return typeof status === 'number' && status < 500 ? new DomainError('REQUEST_MALFORMED', { reason: 'it cannot be read' }) : error;
}

function statusOf(refusal: unknown, request: FastifyRequest): number {
  if (!(refusal instanceof DomainError)) return 500;
  if (refusal.code === 'DOCUMENT_INVALID') return faultStatus(request);
  return STATUS_OF_CODE.get(refusal.code) ?? STATUS_OF_KIND.get(refusal.kind) ?? 400;
}

/** A faulty document or variable is 400, unless the client knows only the older media type. */
function faultStatus(request: FastifyRequest): number {
  return wantsResponseType(request) ? 400 : 200;
}

function wantsResponseType({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes(RESPONSE_TYPE) ?? false;
}

function send(request: FastifyRequest, reply: FastifyReply, status: number, result: FormattedExecutionResult): FastifyReply {
  const type = wantsResponseType(request) ? RESPONSE_TYPE : 'application/json';
  return reply
    .code(status)
    .header('content-type', `${type}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(result));
}

function describe({ kind, field, name }: ReadOperation) {
  return { kind, field, ...(name === '' ? {} : { name: name.slice(0, 80) }) };
}

function nameOf(actor: Actor | null) {
  if (actor === null) return {};
  return { tenant: actor.tenantId, actor: actor.kind === 'person' ? actor.personId : actor.kind };
}
