import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { DomainError, type ProblemKind } from '#kernel';
import { type Language, languageOfPath, pathIn, problemMessage } from '#language';
import { PAGE_SECURITY_POLICY, type PageFrame, paths, renderError, type TenantName } from '../public/views.js';

/** A body with its tag, as it is and compressed. */
export type Stored = {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly gzip: Buffer | null;
  readonly brotli: Buffer | null;
};

const SMALL = 1_000;
const STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: 422,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unauthenticated: 401,
  unavailable: 503,
};

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** Tags a body and compresses it once, for answers that will be given many times. */
export async function stored(type: string, content: string | Buffer, etag?: string): Promise<Stored> {
  const body = Buffer.from(content);
  const tag = etag ?? createHash('sha256').update(body).digest('base64url').slice(0, 27);
  const isSmall = body.length < SMALL;
  return {
    type,
    etag: `W/"${tag}"`,
    body,
    gzip: isSmall ? null : await gzipped(body, { level: 6 }),
    brotli: isSmall ? null : await brotlied(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  };
}

/** Sends a stored body, or 304 to whoever has it. */
export function sendStored(request: FastifyRequest, reply: FastifyReply, answer: Stored, cacheControl: string): FastifyReply {
  reply.header('etag', answer.etag).header('cache-control', cacheControl).header('vary', 'accept-encoding');
  // Also with 304, whose headers replace those that the browser kept: the general policy would take the page its style sheet.
  reply.header('content-security-policy', PAGE_SECURITY_POLICY);
  if (request.headers['if-none-match']?.includes(answer.etag)) return reply.code(304).send();
  reply.header('content-type', answer.type);
  const accepted = request.headers['accept-encoding'] ?? '';
  if (answer.brotli !== null && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(answer.brotli);
  if (answer.gzip !== null && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(answer.gzip);
  return reply.send(answer.body);
}

/** Sends a page made for this request alone; nobody may keep it. */
export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', PAGE_SECURITY_POLICY)
    .header('cache-control', 'no-store')
    .send(html);
}

/** The frame of the page that this request asks for; `signedInAs` stays null on pages that may be kept. */
export function frameOf<T extends TenantName | null>(
  request: FastifyRequest,
  settings: Config,
  tenant: T,
  signedInAs: string | null = null,
): PageFrame & { readonly tenant: T } {
  const path = pathOf(request);
  return { language: languageOfPath(path), origin: settings.publicUrl, path: pathIn('zh-CN', path), tenant, signedInAs };
}

/** The path as it was sent, with one slash in front: two would make a link of it that leads to another site. */
function pathOf({ url }: FastifyRequest): string {
  return `/${url.replace(/[?#].*$/su, '').replace(/^\/+/, '')}`;
}

/** Leads whoever is not signed in to do so, and back here; everything else that goes wrong has a page. */
export function askToSignIn(error: unknown, request: FastifyRequest, reply: FastifyReply, settings: Config): FastifyReply {
  if (!(error instanceof DomainError) || error.code !== 'UNAUTHENTICATED') return sendProblem(error, request, reply, settings);
  const signIn = pathIn(languageOfPath(request.url), paths.signIn());
  return reply.header('cache-control', 'no-store').redirect(`${signIn}?next=${encodeURIComponent(request.url)}`, 303);
}

/** The page for what went wrong: the refusal in the reader's language, or the request id of a bug, which is logged whole. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, settings: Config): FastifyReply {
  const frame = frameOf(request, settings, null);
  const refusal = refusalOf(error);
  const requestId = request.id;
  if (refusal === null) request.log.error({ requestId, err: error }, 'bug');
  const status = refusal === null ? 500 : STATUS[refusal.kind];
  const text = refusal === null ? problemMessage(frame.language, 'INTERNAL', { requestId }) : wordsOf(refusal, frame.language);
  request.operation = {
    kind: 'http',
    field: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
    outcome: refusal?.code ?? 'INTERNAL',
  };
  return sendPage(reply, renderError(frame, { status, text, requestId: refusal === null ? requestId : null }), status);
}

function refusalOf(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return new DomainError('TOO_LARGE');
  return typeof status === 'number' && status < 500 ? new DomainError('INVALID_INPUT') : null;
}

function wordsOf({ code, params }: DomainError, language: Language): string {
  return problemMessage(language, code, params);
}
