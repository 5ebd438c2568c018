import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Config, DEMO_LOGINS } from '#config';
import { SignIn } from '#identity';
import { DomainError } from '#kernel';
import { languageOfPath, pathIn, problemMessage } from '#language';
import { Settings } from '../../settings.js';
import { isFromUs } from '../origin.js';
import { frameOf, sendPage, sendProblem } from '../pages/page-reply.js';
import { paths, renderSignIn } from '../public/views.js';
import { FORM_BYTES, setCookies } from './cookies.js';
import { localPath } from './local-path.js';

const form = z.object({
  email: z.string().default(''),
  password: z.string().default(''),
  next: z.string().optional(),
});
type Form = z.output<typeof form>;

/** The sign-in page, in both languages, without any script: `GET` and `POST /sign-in`, `POST /sign-out`. */
@Injectable()
export class SignInRoutes {
  constructor(
    private readonly signIn: SignIn,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    app.register(async (scope) => {
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: FORM_BYTES }, (_, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
      scope.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, this.settings));
      scope.addHook('preHandler', async (request) => {
        if (request.method === 'POST' && !isFromUs(request, this.settings.publicUrl)) throw new DomainError('ORIGIN_REFUSED');
      });
      for (const language of ['zh-CN', 'en'] as const) {
        const [signIn, signOut] = [pathIn(language, paths.signIn()), pathIn(language, paths.signOut())];
        scope.get(signIn, (request, reply) => this.#show(request, reply, formIn(request.query), null));
        scope.post(signIn, (request, reply) => this.#start(request, reply, formIn(request.body)));
        scope.post(signOut, (request, reply) => this.#end(request, reply, formIn(request.body)));
      }
    });
  }

  async #start(request: FastifyRequest, reply: FastifyReply, given: Form): Promise<FastifyReply> {
    try {
      const { email: name, password } = given;
      const cookies = await this.signIn.signIn({ name, password, address: request.ip, headers: request.headers });
      return setCookies(reply, cookies).redirect(afterwards(request, given, paths.me()), 303);
    } catch (error) {
      if (error instanceof DomainError) return this.#show(request, reply, given, error);
      throw error;
    }
  }

  async #end(request: FastifyRequest, reply: FastifyReply, given: Form): Promise<FastifyReply> {
    return setCookies(reply, await this.signIn.signOut(request.headers)).redirect(afterwards(request, given, paths.directory()), 303);
  }

  #show(request: FastifyRequest, reply: FastifyReply, given: Form, problem: DomainError | null): FastifyReply {
    const frame = frameOf(request, this.settings, null);
    const next = localPath(given.next);
    const html = renderSignIn(frame, {
      action: pathIn(frame.language, paths.signIn()),
      hidden: next === null ? {} : { next },
      email: given.email.slice(0, 200),
      problem: problem === null ? null : problemMessage(frame.language, problem.code, problem.params),
      demoLogins: this.settings.DEMO_LOGINS && !this.settings.production ? DEMO_LOGINS : [],
    });
    return sendPage(reply, html, problem === null ? 200 : problem.kind === 'too_many' ? 429 : 401);
  }
}

function formIn(values: unknown): Form {
  return form.safeParse(values ?? {}).data ?? { email: '', password: '' };
}

/** Where one wanted to go, else a page in the language of this one. */
function afterwards(request: FastifyRequest, { next }: Form, otherwise: string): string {
  return localPath(next) ?? pathIn(languageOfPath(request.url), otherwise);
}
