export { Audit, type AuditEntry, type AuditSubject } from './audit.js';
export { AuditModule } from './audit.module.js';
export { AuditSeals, type SealedBatch } from './audit-seals.js';
export type { AuditVerdict, SealHead } from './seal-chain.js';
