import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id, LocalizedText } from '#kernel';
import type { CertificateOrigin } from '../certificate/certificate.entity.js';
import type { CertificateStatus } from '../certificate/certificate.rules.js';
import { type CertificateCode, readCertificateCode } from '../code/certificate-code.js';
import type { CertificateData } from '../document/certificate-data.js';
import { GuessLimit } from './guess-limit.js';
import { maskedName } from './mask.rules.js';

/** What the page says first. `unknown` also for what is no code at all. */
export type Verdict = 'genuine' | 'suspended' | 'superseded' | 'revoked' | 'unknown';

/** What anyone may know who holds a certificate's code. */
export type VerifiedCertificate = {
  readonly verdict: Exclude<Verdict, 'unknown'>;
  readonly code: CertificateCode;
  /** Masked: `张*`. */
  readonly holder: string;
  readonly title: LocalizedText;
  readonly award: LocalizedText;
  readonly event: LocalizedText;
  readonly skill: LocalizedText;
  readonly issuer: LocalizedText;
  /** A calendar day in the event's zone. */
  readonly issuedOn: string;
  /** Oldest first, the issue among them. */
  readonly history: readonly { readonly status: CertificateStatus; readonly reason: string | null; readonly at: Date }[];
  /** SHA-256 of the PDF, hexadecimal. */
  readonly documentSha256: string;
  /** The publication that it rests on. */
  readonly publication: CertificateOrigin & { readonly sha256: string };
  /** The certificate in force that took this one's place, if there is one. */
  readonly replacedBy: CertificateCode | null;
};

export type Verification = VerifiedCertificate | { readonly verdict: 'unknown' };

type Row = {
  readonly code: CertificateCode;
  readonly status: CertificateStatus;
  readonly content: CertificateData;
  readonly origin: CertificateOrigin;
  readonly replacedBy: CertificateCode | null;
  readonly documentSha256: string;
  readonly publicationSha256: string;
  readonly history: readonly { readonly status: CertificateStatus; readonly reason: string | null; readonly at: string }[];
};

const VERDICT: Readonly<Record<CertificateStatus, VerifiedCertificate['verdict']>> = {
  valid: 'genuine',
  suspended: 'suspended',
  superseded: 'superseded',
  revoked: 'revoked',
};

/** Answers anyone who asks by a code, in whatever tenant it was issued. */
@Injectable()
export class Verifications {
  constructor(
    private readonly database: Database,
    private readonly guesses: GuessLimit,
  ) {}

  /**
   * What is known of a code as somebody typed it (see `readCertificateCode`). Nothing is cached: a revocation shows at once.
   *
   * @param address of whoever asks (IP), for counting guesses
   *
   * Throws TOO_MANY_REQUESTS after 20 guesses in an hour.
   */
  async byCode(typed: string, address: string): Promise<Verification> {
    const code = readCertificateCode(typed);
    if (code === null) return { verdict: 'unknown' };
    await this.guesses.charge(address);
    const [found] = await this.database.directory<{ tenantId: Id; certificateId: Id }>(
      'select tenant_id as "tenantId", certificate_id as "certificateId" from directory.certificate_by_code($1)',
      [code],
    );
    if (found === undefined) return { verdict: 'unknown' };
    await this.guesses.giveBack(address);
    const [row] = await this.database.read<Row>(found.tenantId, ONE_STATEMENT, [found.tenantId, found.certificateId]);
    return row === undefined ? { verdict: 'unknown' } : shown(row);
  }
}

const ONE_STATEMENT = `select c.code, c.status, c.content -> 'printed' as content, c.content -> 'origin' as origin, encode(c.document_sha256, 'hex') as "documentSha256",
    encode(c.publication_sha256, 'hex') as "publicationSha256",
    (select json_agg(json_build_object('status', e.status, 'reason', e.reason, 'at', e.at) order by e.at, e.id)
       from app.certificate_event e where e.tenant_id = $1 and e.certificate_id = c.id) as history,
    (select n.code from app.certificate n
       where n.tenant_id = $1 and c.status = 'superseded' and n.subject_id = c.subject_id
         and n.holder_id is not distinct from c.holder_id and n.status = 'valid'
       order by n.id desc limit 1) as "replacedBy"
  from app.certificate c where c.tenant_id = $1 and c.id = $2`;

function shown({ code, status, content, origin, history, replacedBy, documentSha256, publicationSha256 }: Row): VerifiedCertificate {
  const { holder, title, award, event, skill, issuer, issuedOn } = content;
  return {
    verdict: VERDICT[status],
    code,
    holder: maskedName(holder),
    title,
    award,
    event,
    skill,
    issuer,
    issuedOn,
    history: history.map((line) => ({ ...line, at: new Date(line.at) })),
    documentSha256,
    publication: { ...origin, sha256: publicationSha256 },
    replacedBy,
  };
}
