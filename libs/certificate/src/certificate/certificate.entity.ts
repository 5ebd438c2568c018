import type { Id } from '#kernel';
import type { CertificateCode } from '../code/certificate-code.js';
import type { CertificateData } from '../document/certificate-data.js';
import type { CertificateStatus } from './certificate.rules.js';

/** One award, one holder, one certificate. */
export type Certificate = {
  readonly id: Id;
  readonly code: CertificateCode;
  readonly entryId: Id;
  /** The person; null for a team without named members, or an import that knows no people. */
  readonly holderId: Id | null;
  readonly holderName: string;
  /** The award's key in the publication: `gold`, or the id of a prize. */
  readonly award: string;
  /** The publication that it rests on, and the SHA-256 of that document, hexadecimal. */
  readonly publicationId: Id;
  readonly publicationSha256: string;
  /** What was printed. */
  readonly content: CertificateData;
  /** How people find that publication. */
  readonly origin: CertificateOrigin;
  /** SHA-256 of the PDF, hexadecimal: its name in the file store. */
  readonly documentSha256: string;
  readonly status: CertificateStatus;
  readonly version: number;
  readonly issuedAt: Date;
};

/** The publication in the words of addresses; `number` counts the publications of the skill from 1. */
export type CertificateOrigin = {
  readonly tenant: string;
  readonly competition: string;
  readonly skill: string;
  readonly number: number;
};

/** What happened to a certificate, the first being its issue. */
export type CertificateEvent = {
  readonly certificateId: Id;
  readonly status: CertificateStatus;
  /** A person's words, or `RESULT_CORRECTED`. Shown to whoever verifies the certificate. */
  readonly reason: string | null;
  readonly at: Date;
};

/** The reason of certificates that a corrected publication replaced; doors translate it. */
export const RESULT_CORRECTED = 'RESULT_CORRECTED';
