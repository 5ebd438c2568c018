export type { Certificate, CertificateEvent, CertificateOrigin } from './certificate/certificate.entity.js';
export { RESULT_CORRECTED } from './certificate/certificate.entity.js';
export { CERTIFICATE_STATUSES, type CertificateStatus } from './certificate/certificate.rules.js';
export { type CertificateFile, Certificates, type ChangeCertificate } from './certificate/certificate.service.js';
export { issueForPublication } from './certificate.jobs.js';
export { CertificateModule } from './certificate.module.js';
export { isHolder, mayIssueCertificates, mayReadCertificate } from './certificate.policy.js';
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
export { type Issued, Issuing } from './issue/issuing.service.js';
export { maskedName } from './verify/mask.rules.js';
export { type Verdict, type Verification, Verifications, type VerifiedCertificate } from './verify/verification.service.js';
