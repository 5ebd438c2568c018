import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { showCertificateCode, Verifications, type VerifiedCertificate } from '#certificate';
import type { Config } from '#config';
import { languageOfPath, pathIn, problemMessage } from '#language';
import { Settings } from '../../settings.js';
import { type CertificateCheck, type CheckedCertificate, paths, renderCertificateCheck, renderCertificateForm } from '../public/views.js';
import { frameOf, sendPage, sendProblem } from './page-reply.js';

/** `/v` and `/v/CODE`: whether a certificate is genuine, told to anybody, and fresh from the database each time. */
@Injectable()
export class CertificateRoutes {
  constructor(
    private readonly verifications: Verifications,
    @Settings() private readonly settings: Config,
  ) {}

  register(app: FastifyInstance): void {
    app.register(async (door) => {
      door.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, this.settings));
      for (const prefix of ['', '/en']) {
        for (const letter of ['v', 'V']) {
          door.get(`${prefix}/${letter}`, async (request, reply) => this.#form(request, reply));
          door.get(`${prefix}/${letter}/:code`, (request, reply) => this.#check(request, reply));
        }
      }
    });
  }

  /** The form sends `?code=`; the answer has an address of its own. */
  #form(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { code } = request.query as { readonly code?: unknown };
    const typed = typeof code === 'string' ? code.trim().slice(0, 100) : '';
    if (typed === '') return sendPage(reply, renderCertificateForm(frameOf(request, this.settings, null)));
    return reply.redirect(pathIn(languageOfPath(request.url), paths.certificate(typed)), 303);
  }

  async #check(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { code } = request.params as { readonly code: string };
    const found = await this.verifications.byCode(code, request.ip);
    const frame = frameOf(request, this.settings, null);
    const check: CertificateCheck =
      found.verdict === 'unknown'
        ? { code, state: 'unknown', certificate: null, replacedBy: null }
        : {
            code: showCertificateCode(found.code),
            state: found.verdict,
            certificate: shown(found, (reason) => (reason === 'RESULT_CORRECTED' ? problemMessage(frame.language, reason) : reason)),
            replacedBy:
              found.replacedBy === null ? null : { code: showCertificateCode(found.replacedBy), path: paths.certificate(found.replacedBy) },
          };
    return sendPage(reply, renderCertificateCheck(frame, check), found.verdict === 'unknown' ? 404 : 200);
  }
}

function shown(found: VerifiedCertificate, inWords: (reason: string) => string): CheckedCertificate {
  const { title, holder, award, event, skill, issuer, issuedOn, documentSha256, publication, history, verdict } = found;
  const last = history.at(-1);
  return {
    title,
    holder,
    award,
    event,
    skill,
    issuer,
    issuedOn,
    changed: verdict === 'genuine' || last === undefined ? null : { at: last.at.toISOString(), reason: inWords(last.reason ?? '') },
    pdfHash: documentSha256,
    publication: {
      number: publication.number,
      hash: publication.sha256,
      path: paths.results(publication.tenant, publication.competition, publication.skill),
    },
  };
}
