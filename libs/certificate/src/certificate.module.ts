import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CompetitionModule } from '#competition';
import { config } from '#config';
import { IdentityModule } from '#identity';
import { JobHandlers } from '#jobs';
import { MarkingModule, resultsPublished } from '#marking';
import { FileStore, StorageModule } from '#storage';
import { CertificateRepository } from './certificate/certificate.repository.js';
import { Certificates } from './certificate/certificate.service.js';
import { issueForPublication } from './certificate.jobs.js';
import { CertificateRenderer } from './document/certificate-renderer.js';
import { TypstRenderer } from './document/typst-renderer.js';
import { Results } from './issue/final-results.js';
import { Issuing } from './issue/issuing.service.js';
import { NewsDesk } from './issue/news-desk.js';
import { Places } from './issue/places.js';
import { Press } from './issue/press.js';
import { GuessLimit } from './verify/guess-limit.js';
import { Verifications } from './verify/verification.service.js';

/** Takes the room's jobs and the news that it follows. */
@Injectable()
class CertificateHandlers implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly issuing: Issuing,
  ) {}

  onModuleInit(): void {
    this.handlers.on(issueForPublication, async ({ publicationId }, context) => {
      await this.issuing.issue(publicationId, context);
    });
    this.handlers.onNews(resultsPublished, 'certificate.followCorrection', ({ publicationId }, { actor }) =>
      this.issuing.followCorrection(publicationId, actor),
    );
  }
}

@Module({
  imports: [StorageModule, AuditModule, IdentityModule, CompetitionModule, MarkingModule],
  providers: [
    CertificateRepository,
    Certificates,
    Issuing,
    Results,
    Places,
    NewsDesk,
    GuessLimit,
    Verifications,
    CertificateHandlers,
    { provide: CertificateRenderer, useClass: TypstRenderer },
    {
      provide: Press,
      useFactory: (renderer: CertificateRenderer, files: FileStore) => new Press(renderer, files, config().publicUrl),
      inject: [CertificateRenderer, FileStore],
    },
  ],
  exports: [Certificates, Issuing, Verifications],
})
export class CertificateModule {}
