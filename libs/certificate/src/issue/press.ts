import { setImmediate } from 'node:timers/promises';
import { type FileHash, FileStore } from '#storage';
import { newCertificateCode } from '../code/certificate-code.js';
import type { CertificateData } from '../document/certificate-data.js';
import { CertificateRenderer } from '../document/certificate-renderer.js';
import { verifyUrl } from '../document/verify-url.js';

export type Printed = { readonly content: CertificateData; readonly documentSha256: FileHash };

/** Sets a certificate and stores its PDF. What is printed and then not issued is a file that nobody names. */
export class Press {
  constructor(
    private readonly renderer: CertificateRenderer,
    private readonly files: FileStore,
    /** Where the public page is reached; it stands in the QR code. */
    private readonly publicUrl: string,
  ) {}

  /** Throws CERTIFICATE_NOT_DRAWABLE, CERTIFICATE_TEXT_TOO_LONG, STORAGE_FULL. */
  async print(words: Omit<CertificateData, 'template' | 'title' | 'code' | 'verifyUrl'>): Promise<Printed> {
    const code = newCertificateCode();
    const content: CertificateData = { template: 'award/1', title: TITLE, code, verifyUrl: verifyUrl(this.publicUrl, code), ...words };
    const { pdf } = await this.renderer.render(content);
    const { hash } = await this.files.put(pdf);
    // Setting takes some milliseconds of this thread: let the queue renew its locks in between.
    await setImmediate();
    return { content, documentSha256: hash };
  }

  /** The PDF of an issued certificate. Throws FILE_MISSING, FILE_DAMAGED. */
  fetch(documentSha256: FileHash): Promise<Uint8Array> {
    return this.files.get(documentSha256);
  }
}

const TITLE = { 'zh-CN': '荣誉证书', en: 'Certificate of Honour' } as const;
