import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Certificates } from '#certificate';
import { DomainError, isId } from '#kernel';
import { problemMessage } from '#language';
import { Callers, languageOf } from '../http/callers.js';

/** `GET /certificates/<id>.pdf`: the PDF as it was issued, for its holder and the organisers; everyone else learns nothing. */
@Injectable()
export class CertificateDownloads {
  constructor(
    private readonly callers: Callers,
    private readonly certificates: Certificates,
  ) {}

  register(app: FastifyInstance): void {
    app.get<{ Params: { id: string } }>('/certificates/:id.pdf', async ({ params, headers }, reply) => {
      reply.header('cache-control', 'private, no-store');
      try {
        const actor = await this.callers.of(headers);
        if (actor === null || !isId(params.id)) throw new DomainError('NOT_FOUND');
        const { fileName, bytes, sha256 } = await this.certificates.download(actor, params.id);
        return await reply
          .type('application/pdf')
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .header('etag', `"${sha256}"`)
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const status = error.kind === 'unavailable' ? 503 : 404;
        return reply
          .code(status)
          .type('text/plain; charset=utf-8')
          .send(problemMessage(languageOf(headers), error.code, error.params));
      }
    });
  }
}
