import websocket from '@fastify/websocket';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, validate } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Config } from '#config';
import { type Actor, DomainError } from '#kernel';
import { Callers, languageOf } from '../http/callers.js';
import { isFromUs } from '../http/origin.js';
import { Settings } from '../settings.js';
import { chooseOperation, DocumentReader } from './document.js';
import { Executor } from './executor.js';
import { presentError, type Reader } from './graph-errors.js';
import { graphqlRequestOf } from './request-body.js';

const MESSAGE_BYTES = 65_536;
const INIT_MS = 3_000;
const MOST_SUBSCRIPTIONS = 20;
/** A session that has ended closes its sockets within two seconds (R22). */
const SESSION_CHECK_MS = 1_500;

type Connection = { readonly request: FastifyRequest; readonly socket: WebSocket; actor: Actor | null };

/**
 * `/graphql/stream`: subscriptions by the protocol graphql-transport-ws. Mercurius' own transport runs documents without
 * validating them, so graphql-ws stands here, behind the same limits as `POST /graphql`.
 */
@Injectable()
export class GraphqlStream {
  constructor(
    private readonly callers: Callers,
    private readonly executor: Executor,
    @Settings() private readonly settings: Config,
  ) {}

  /** To be called when the schema stands. */
  async register(app: FastifyInstance): Promise<void> {
    await app.register(websocket, { options: { maxPayload: MESSAGE_BYTES, handleProtocols } });
    const server = this.#serverOf(app);
    app.register(async (door) => {
      door.addHook('onRequest', async (request) => {
        if (!isFromUs(request, this.settings.publicUrl)) throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
      });
      door.get('/graphql/stream', { websocket: true }, (socket, request) => this.#open(server, socket, request));
    });
  }

  #serverOf(app: FastifyInstance): Server<Connection> {
    const documents = new DocumentReader(app.graphql.schema);
    return makeServer<Record<string, unknown>, Connection>({
      connectionInitWaitTimeout: INIT_MS,
      onConnect: async ({ extra, connectionParams }) => {
        extra.actor = await this.#callerOf(extra.request, connectionParams);
        return extra.actor !== null;
      },
      onSubscribe: ({ extra, subscriptions }, _, payload) => {
        try {
          if (Object.keys(subscriptions).length > MOST_SUBSCRIPTIONS) throw new DomainError('TOO_MANY_REQUESTS');
          return this.#argsOf(app, documents, extra, payload);
        } catch (error) {
          return [new GraphQLError('refused', { originalError: error instanceof Error ? error : new Error(String(error)) })];
        }
      },
      onError: ({ extra }, _id, _payload, errors) => this.#present(extra.request, errors),
      onNext: ({ extra }, _id, _payload, _args, result) => {
        if (result.errors === undefined) return undefined;
        return { data: result.data ?? null, errors: this.#present(extra.request, result.errors) };
      },
    });
  }

  /** Only subscriptions, checked like any document. */
  #argsOf(
    app: FastifyInstance,
    documents: DocumentReader,
    { request, actor }: Connection,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    const { schema } = app.graphql;
    const asked = graphqlRequestOf({ ...payload });
    const read = documents.read(asked.query);
    const operation = chooseOperation(read, asked.operationName, asked.variables);
    if (operation.kind !== 'subscription') throw new DomainError('DOCUMENT_INVALID', { reason: 'queries and mutations go to /graphql' });
    const faults = validate(schema, read.document);
    if (faults.length > 0) return faults;
    request.log.info({ requestId: request.id, kind: operation.kind, field: operation.field }, 'operation');
    return {
      schema,
      document: read.document,
      operationName: asked.operationName,
      variableValues: asked.variables,
      contextValue: this.executor.contextFor(actor, this.#readerOf(request)),
    };
  }

  #open(server: Server<Connection>, socket: WebSocket, request: FastifyRequest): void {
    const connection: Connection = { request, socket, actor: null };
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (data) => (socket.readyState === socket.OPEN ? socket.send(data) : undefined),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            take(String(data)).catch(() => socket.close(CloseCode.BadRequest, 'Bad request'));
          }),
      },
      connection,
    );
    const watch = setInterval(() => void this.#checkSession(connection), SESSION_CHECK_MS).unref();
    socket.on('error', () => socket.terminate());
    socket.once('close', (code, reason) => {
      clearInterval(watch);
      closed(code, String(reason)).catch((error: unknown) => request.log.error({ err: error }, 'bug'));
    });
  }

  /** Closes the socket of a person whose session has ended, and when that cannot be found out. */
  async #checkSession({ request, socket, actor }: Connection): Promise<void> {
    if (actor?.kind !== 'person') return;
    const now = await this.callers.of(request.headers).catch(() => null);
    if (now?.kind !== 'person' || now.userId !== actor.userId) socket.close(CloseCode.Forbidden, 'The session has ended');
  }

  /** The caller by the headers of the upgrade; a browser, which cannot set `guildhall-tenant` there, sends it when connecting. */
  #callerOf({ headers }: FastifyRequest, params: Readonly<Record<string, unknown>> | undefined): Promise<Actor | null> {
    const tenant = params?.['guildhall-tenant'];
    return this.callers.of(typeof tenant === 'string' ? { ...headers, 'guildhall-tenant': tenant } : headers);
  }

  #present(request: FastifyRequest, errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] {
    return errors.map((error) => presentError(error, this.#readerOf(request)));
  }

  #readerOf(request: FastifyRequest): Reader {
    return {
      language: languageOf(request.headers),
      requestId: request.id,
      open: !this.settings.production,
      bug: (error) => request.log.error({ requestId: request.id, err: error }, 'bug'),
    };
  }
}
