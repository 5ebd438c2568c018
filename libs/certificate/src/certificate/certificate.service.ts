import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database } from '#database';
import { type Actor, authorise, DomainError, type Id, type PageOf, type PageRequest } from '#kernel';
import { mayIssueCertificates, mayReadCertificate } from '../certificate.policy.js';
import { showCertificateCode } from '../code/certificate-code.js';
import { Results } from '../issue/final-results.js';
import { Press } from '../issue/press.js';
import type { Certificate, CertificateEvent } from './certificate.entity.js';
import { CertificateRepository } from './certificate.repository.js';
import { type CertificateStatus, moveCertificate, requiredReason } from './certificate.rules.js';

/** `version` is the one that the person saw; `reason` (1–500 characters) is shown to whoever verifies the certificate. */
export type ChangeCertificate = { readonly certificateId: Id; readonly version: number; readonly reason: string };

export type CertificateFile = { readonly fileName: string; readonly bytes: Uint8Array; readonly sha256: string };

@Injectable()
export class Certificates {
  constructor(
    private readonly database: Database,
    private readonly certificates: CertificateRepository,
    private readonly results: Results,
    private readonly press: Press,
    private readonly audit: Audit,
  ) {}

  /** For good. Throws CERTIFICATE_CANNOT_CHANGE, CERTIFICATE_REASON_REQUIRED, CONFLICT, FORBIDDEN, NOT_FOUND. */
  revoke(actor: Actor, input: ChangeCertificate): Promise<Certificate> {
    return this.#change(actor, input, 'revoked');
  }

  /** Until it is reinstated or revoked, while an objection is looked into. Throws as `revoke`. */
  suspend(actor: Actor, input: ChangeCertificate): Promise<Certificate> {
    return this.#change(actor, input, 'suspended');
  }

  /** A suspended certificate is valid again. Throws as `revoke`. */
  reinstate(actor: Actor, input: ChangeCertificate): Promise<Certificate> {
    return this.#change(actor, input, 'valid');
  }

  /** Throws NOT_FOUND, also when the actor is neither its holder nor an organiser. */
  async see(actor: Actor, id: Id): Promise<Certificate> {
    const certificate = await this.certificates.find(actor.tenantId, id);
    const place = await this.results.placeOf(actor.tenantId, certificate.publicationId);
    if (!mayReadCertificate(actor, certificate, place)) throw new DomainError('NOT_FOUND');
    return certificate;
  }

  /** The PDF as it was issued. Throws NOT_FOUND as `see`, FILE_MISSING, FILE_DAMAGED. */
  async download(actor: Actor, id: Id): Promise<CertificateFile> {
    const { code, documentSha256 } = await this.see(actor, id);
    const bytes = await this.press.fetch(documentSha256);
    return { fileName: `${showCertificateCode(code)}.pdf`, bytes, sha256: documentSha256 };
  }

  /** What rests on a publication, in the order of issue; for organisers. Throws FORBIDDEN, NOT_FOUND, CURSOR_INVALID. */
  async listOfPublication(actor: Actor, publicationId: Id, page: PageRequest): Promise<PageOf<Certificate>> {
    authorise(mayIssueCertificates(actor, await this.results.placeOf(actor.tenantId, publicationId)));
    return this.certificates.listOfPublication(actor.tenantId, publicationId, page);
  }

  /** The actor's own, newest first. Throws FORBIDDEN for nobody in particular, CURSOR_INVALID. */
  async listOwn(actor: Actor, page: PageRequest): Promise<PageOf<Certificate>> {
    if (actor.kind !== 'person') throw new DomainError('FORBIDDEN');
    return this.certificates.listOfHolder(actor.tenantId, actor.personId, page);
  }

  /** For loaders, which have decided who may ask. */
  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Certificate[]> {
    return this.certificates.byIds(tenantId, ids);
  }

  /** The histories of several certificates, oldest first; for loaders. */
  eventsOf(tenantId: Id, ids: readonly Id[]): Promise<readonly CertificateEvent[]> {
    return this.certificates.eventsOf(tenantId, ids);
  }

  #change(actor: Actor, { certificateId, version, reason }: ChangeCertificate, to: CertificateStatus): Promise<Certificate> {
    return this.database.transaction(actor.tenantId, async () => {
      await this.see(actor, certificateId);
      const certificate = await this.certificates.lock(actor.tenantId, certificateId);
      authorise(mayIssueCertificates(actor, await this.results.placeOf(actor.tenantId, certificate.publicationId)));
      if (certificate.version !== version) throw new DomainError('CONFLICT', { version: certificate.version });
      const moved = moveCertificate(certificate, to);
      const personId = actor.kind === 'person' ? actor.personId : null;
      await this.certificates.changeStatus(actor.tenantId, [certificateId], { status: to, reason: requiredReason(reason), personId });
      await this.audit.record(actor, `certificate.${WORD[to]}`, { kind: 'certificate', id: certificateId }, { from: certificate.status });
      return { ...moved, version: version + 1 };
    });
  }
}

const WORD: Readonly<Record<CertificateStatus, string>> = {
  valid: 'reinstated',
  suspended: 'suspended',
  superseded: 'superseded',
  revoked: 'revoked',
};
