import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '#config';
import { type CookiesToSet, SignIn } from '#identity';
import { DomainError } from '#kernel';
import { languageOfPath, pathIn, problemMessage } from '#language';
import { Settings } from '../../settings.js';
import { languageOf } from '../callers.js';
import { isFromUs } from '../origin.js';
import { localPath } from './local-path.js';

const BODY_BYTES = 8_192;

const credentials = z.object({ name: z.string(), password: z.string() });
const newPassword = z.object({ currentPassword: z.string(), newPassword: z.string() });
const form = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  next: z.string().optional(),
});

/** What a problem is over HTTP; each kind a person can cause has its status. */
const STATUS: Readonly<Record<DomainError['kind'], number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
};

/**
 * Signing in and out: `POST /sign-in` and `/sign-out` for the plain form (fields `name` or `email`, `password`, `next`; a refusal leads
 * back to `GET /sign-in?problem=CODE`), and the same under `/api/auth/` in JSON. Nothing else of the sign-in library is served.
 */
@Injectable()
export class AuthRoutes {
  constructor(
    private readonly signIn: SignIn,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    app.register(async (scope) => {
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
      scope.addHook('onRequest', async (request, reply) => this.#refuseStrangers(request, reply));
      for (const prefix of ['', '/en']) {
        scope.post(`${prefix}/sign-in`, { bodyLimit: BODY_BYTES }, (request, reply) => this.#signInByForm(request, reply));
        scope.post(`${prefix}/sign-out`, { bodyLimit: BODY_BYTES }, (request, reply) => this.#signOutByForm(request, reply));
      }
      scope.post('/api/auth/sign-in', { bodyLimit: BODY_BYTES }, (request, reply) =>
        this.#answer(request, reply, async () => {
          const { name, password } = checked(credentials, request.body);
          return this.signIn.signIn({ name, password, address: request.ip, headers: request.headers });
        }),
      );
      scope.post('/api/auth/sign-out', { bodyLimit: BODY_BYTES }, (request, reply) =>
        this.#answer(request, reply, () => this.signIn.signOut(request.headers)),
      );
      scope.post('/api/auth/change-password', { bodyLimit: BODY_BYTES }, (request, reply) =>
        this.#answer(request, reply, async () => {
          const change = checked(newPassword, request.body);
          return this.signIn.changePassword(request.headers, { current: change.currentPassword, next: change.newPassword });
        }),
      );
    });
  }

  /** A page of another site may neither sign somebody in nor out. */
  async #refuseStrangers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.header('cache-control', 'no-store');
    if (!isFromUs(request, this.settings.publicUrl)) await sendProblem(request, reply, new DomainError('ORIGIN_REFUSED'));
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, act: () => Promise<CookiesToSet>): Promise<FastifyReply> {
    try {
      setCookies(reply, await act());
      return reply.send({ problem: null });
    } catch (error) {
      if (error instanceof DomainError) return sendProblem(request, reply, error);
      throw error;
    }
  }

  async #signInByForm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const given = form.safeParse(request.body ?? {}).data ?? {};
    const next = localPath(given.next);
    try {
      const name = given.name ?? given.email ?? given.username ?? '';
      setCookies(reply, await this.signIn.signIn({ name, password: given.password ?? '', address: request.ip, headers: request.headers }));
      return reply.redirect(next ?? pathIn(languageOfPath(request.url), '/'), 303);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return reply.redirect(`${pathOf(request)}?${questionOf(error, next)}`, 303);
    }
  }

  async #signOutByForm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    setCookies(reply, await this.signIn.signOut(request.headers));
    const given = form.safeParse(request.body ?? {}).data ?? {};
    return reply.redirect(localPath(given.next) ?? pathIn(languageOfPath(request.url), '/'), 303);
  }
}

function setCookies(reply: FastifyReply, cookies: CookiesToSet): void {
  for (const line of cookies) reply.header('set-cookie', line);
}

function checked<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'INVALID_INPUT',
    {},
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: 'REQUIRED' })),
  );
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  const minutes = error.params['minutes'];
  if (typeof minutes === 'number') reply.header('retry-after', String(minutes * 60));
  const message = problemMessage(languageOf(request.headers), error.code, error.params);
  return reply.code(STATUS[error.kind]).send({ problem: { code: error.code, message } });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}

function questionOf(error: DomainError, next: string | null): URLSearchParams {
  const params = Object.entries(error.params).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams([['problem', error.code], ...params, ...(next === null ? [] : [['next', next]])]);
}
