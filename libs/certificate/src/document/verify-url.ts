import type { CertificateCode } from '../code/certificate-code.js';

/**
 * The address of a certificate's public page, in capitals so that its QR code stays alphanumeric and small:
 * `HTTPS://SKILLS.EXAMPLE.ORG/V/7K2M…`. Scheme and host mean the same in either case; the page answers to `/v/` and `/V/`.
 *
 * @param publicUrl where the installation is reached, without a path
 */
export function verifyUrl(publicUrl: string, code: CertificateCode): string {
  const { origin, pathname } = new URL(publicUrl);
  if (pathname !== '/') throw new Error('The public address of certificates has no path');
  return `${origin.toUpperCase()}/V/${code}`;
}
