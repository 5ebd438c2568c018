import { Module } from '@nestjs/common';
import { CertificateModule } from '#certificate';
import { GraphqlFrame } from '../graphql/index.js';
import { CertificateLoader } from './certificate.loader.js';
import { CertificateResolver } from './certificate.resolver.js';
import { CertificateRoutes } from './certificate.routes.js';

@Module({
  imports: [CertificateModule, GraphqlFrame],
  providers: [CertificateResolver, CertificateLoader, CertificateRoutes],
  exports: [CertificateRoutes],
})
export class CertificateDoor {}
