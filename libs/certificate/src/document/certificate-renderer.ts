import type { CertificateData } from './certificate-data.js';

export type RenderedCertificate = { readonly pdf: Uint8Array };

/**
 * Sets a certificate: the same data always gives the same bytes, whatever the clock, the machine's fonts or its language.
 * What implements it may take seconds to wake; one renderer serves a whole process.
 *
 * An abstract class, because it is also the token under which Nest injects the chosen renderer.
 */
export abstract class CertificateRenderer {
  /**
   * One A4 page, PDF/A-3u, all fonts inside. Throws CERTIFICATE_NOT_DRAWABLE when a character has no glyph,
   * CERTIFICATE_TEXT_TOO_LONG when a text does not fit even in the smallest size it may have.
   */
  abstract render(data: CertificateData): Promise<RenderedCertificate>;
}
