import { DomainError } from '#kernel';

export const CERTIFICATE_STATUSES = ['valid', 'suspended', 'superseded', 'revoked'] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/** A revoked or superseded certificate stays what it is; a better one is issued beside it. */
const NEXT: Readonly<Record<CertificateStatus, readonly CertificateStatus[]>> = {
  valid: ['suspended', 'superseded', 'revoked'],
  suspended: ['valid', 'superseded', 'revoked'],
  superseded: [],
  revoked: [],
};

const LONGEST_REASON = 500;

/** Throws CERTIFICATE_CANNOT_CHANGE. */
export function moveCertificate<C extends { readonly status: CertificateStatus }>(certificate: C, to: CertificateStatus): C {
  if (!NEXT[certificate.status].includes(to)) throw new DomainError('CERTIFICATE_CANNOT_CHANGE', { from: certificate.status, to });
  return { ...certificate, status: to };
}

/** The reason without spaces around it, 1 to 500 characters. Throws CERTIFICATE_REASON_REQUIRED. */
export function requiredReason(reason: string): string {
  const trimmed = reason.slice(0, 2 * LONGEST_REASON).trim();
  if (trimmed.length === 0 || trimmed.length > LONGEST_REASON) {
    throw new DomainError('CERTIFICATE_REASON_REQUIRED', { max: LONGEST_REASON }, [
      { path: 'reason', code: 'CERTIFICATE_REASON_REQUIRED', params: { max: LONGEST_REASON } },
    ]);
  }
  return trimmed;
}
