import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '#config';
import { type CookiesToSet, SignIn } from '#identity';
import { DomainError, type ProblemKind } from '#kernel';
import { problemMessage } from '#language';
import { Settings } from '../../settings.js';
import { languageOf } from '../callers.js';
import { isFromUs } from '../origin.js';
import { FORM_BYTES, setCookies } from './cookies.js';

const credentials = z.object({ name: z.string(), password: z.string() });
const passwordChange = z.object({ currentPassword: z.string(), newPassword: z.string() });

/** What a problem is over HTTP; each kind a person can cause has its status. */
const STATUS: Readonly<Record<ProblemKind, number>> = {
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
 * Signing in and out and changing the password for scripts and apps: `POST /api/auth/sign-in { name, password }`,
 * `/api/auth/sign-out`, `/api/auth/change-password { currentPassword, newPassword }`. The answer is `{ problem }`, null when it is
 * done; sessions travel in cookies only. Nothing else of the sign-in library is served.
 */
@Injectable()
export class AuthRoutes {
  constructor(
    private readonly signIn: SignIn,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    const door = (path: string, act: (request: FastifyRequest) => Promise<CookiesToSet>) =>
      app.post(`/api/auth/${path}`, { bodyLimit: FORM_BYTES }, (request, reply) => this.#answer(request, reply, act));
    door('sign-in', async (request) => {
      const { name, password } = checked(credentials, request.body);
      return this.signIn.signIn({ name, password, address: request.ip, headers: request.headers });
    });
    door('sign-out', (request) => this.signIn.signOut(request.headers));
    door('change-password', async (request) => {
      const change = checked(passwordChange, request.body);
      return this.signIn.changePassword(request.headers, { current: change.currentPassword, next: change.newPassword });
    });
  }

  /** A page of another site may neither sign somebody in nor out. */
  async #answer(request: FastifyRequest, reply: FastifyReply, act: (request: FastifyRequest) => Promise<CookiesToSet>) {
    reply.header('cache-control', 'no-store');
    try {
      if (!isFromUs(request, this.settings.publicUrl)) throw new DomainError('ORIGIN_REFUSED');
      return setCookies(reply, await act(request)).send({ problem: null });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const minutes = error.params['minutes'];
      if (typeof minutes === 'number') reply.header('retry-after', String(minutes * 60));
      const message = problemMessage(languageOf(request.headers), error.code, error.params);
      return reply.code(STATUS[error.kind]).send({ problem: { code: error.code, message } });
    }
  }
}

function checked<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: 'REQUIRED' }));
  throw new DomainError('INVALID_INPUT', {}, details);
}
