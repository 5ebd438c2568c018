import { Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditSeals } from './audit-seals.js';

@Module({ providers: [Audit, AuditSeals], exports: [Audit, AuditSeals] })
export class AuditModule {}
