export { certificateProblems } from './certificate.problems.js';
export {
  type CertificateCode,
  isCertificateCode,
  newCertificateCode,
  readCertificateCode,
  showCertificateCode,
} from './code/certificate-code.js';
export type { CertificateData } from './document/certificate-data.js';
export { CertificateRenderer, type RenderedCertificate } from './document/certificate-renderer.js';
export { TypstRenderer } from './document/typst-renderer.js';
export { verifyUrl } from './document/verify-url.js';
