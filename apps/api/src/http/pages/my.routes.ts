import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { DomainError } from '#kernel';
import { Settings } from '../../settings.js';
import { Callers } from '../callers.js';
import { renderMyPage } from '../public/views.js';
import { MyReading } from './my-reading.js';
import { askToSignIn, frameOf, sendPage } from './page-reply.js';

/** `/me`: where a signed-in person finds what waits for them. Made anew for each request and kept by nobody. */
@Injectable()
export class MyRoutes {
  constructor(
    private readonly callers: Callers,
    private readonly reading: MyReading,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    app.register(async (door) => {
      door.setErrorHandler((error, request, reply) => askToSignIn(error, request, reply, this.settings));
      for (const prefix of ['', '/en']) door.get(`${prefix}/me`, (request, reply) => this.#show(request, reply));
    });
  }

  async #show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const reader = await this.callers.of(request.headers);
    if (reader?.kind !== 'person') throw new DomainError('UNAUTHENTICATED');
    const mine = { ...(await this.reading.of(reader)), explorerPath: this.settings.production ? null : '/graphiql' };
    return sendPage(reply, renderMyPage(frameOf(request, this.settings, mine.tenant, mine.name), mine));
  }
}
