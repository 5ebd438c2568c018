import { Module } from '@nestjs/common';
import { CertificateModule } from '#certificate';
import { GraphqlFrame } from '../graphql/index.js';
import { CertificateDownloads } from './certificate.downloads.js';
import { CertificateLoader } from './certificate.loader.js';
import { CertificateResolver } from './certificate.resolver.js';

@Module({
  imports: [CertificateModule, GraphqlFrame],
  providers: [CertificateResolver, CertificateLoader, CertificateDownloads],
  exports: [CertificateDownloads],
})
export class CertificateDoor {}
