import { join } from 'node:path';
import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '#audit';
import { CompetitionModule, entryChanged } from '#competition';
import { config } from '#config';
import { IdentityModule, Organisations } from '#identity';
import { JobHandlers } from '#jobs';
import { CheckpointFile } from './ledger/checkpoint-file.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { CheckpointLog, Ledger, LedgerKey } from './ledger/ledger.service.js';
import { sealKey } from './ledger/seal-key.js';
import { recomputeStandings } from './marking.jobs.js';
import './marking.problems.js';
import { Neighbours, NewsDesk } from './neighbours.js';
import { PackageExport } from './package/package-export.service.js';
import { PackageImport } from './package/package-import.service.js';
import { PackageDoors, PackageMarks, PackagePeople } from './package/package-rooms.js';
import { PublicationRepository } from './publication/publication.repository.js';
import { PublicationNeighbours, Publications } from './publication/publication.service.js';
import { SchemeRepository } from './scheme/scheme.repository.js';
import { Schemes } from './scheme/scheme.service.js';
import { MarkImport } from './sheet/mark-import.service.js';
import { SheetRepository } from './sheet/sheet.repository.js';
import { Sheets } from './sheet/sheet.service.js';
import { MarkingOverviews } from './stage/marking-overview.service.js';
import { MarkingStages, StageRecords } from './stage/stage.service.js';
import { DecisionRepository } from './standing/decision.repository.js';
import { MarkTables } from './standing/mark-table.js';
import { StandingRepository } from './standing/standing.repository.js';
import { Standings } from './standing/standing.service.js';

/** Marks are sealed at least this often (R4: within two seconds). */
const SEAL_EVERY_MS = 1_000;

@Module({
  imports: [AuditModule, IdentityModule, CompetitionModule],
  providers: [
    { provide: LedgerKey, useFactory: () => new LedgerKey(sealKey(config().SECRET, config().SIGNING_KEY)) },
    { provide: CheckpointLog, useFactory: () => new CheckpointFile(join(config().DATA_DIR, 'checkpoints')) },
    Neighbours,
    NewsDesk,
    SchemeRepository,
    Schemes,
    SheetRepository,
    Sheets,
    MarkImport,
    LedgerRepository,
    Ledger,
    DecisionRepository,
    StandingRepository,
    MarkTables,
    Standings,
    StageRecords,
    MarkingStages,
    MarkingOverviews,
    PublicationRepository,
    PublicationNeighbours,
    Publications,
    PackagePeople,
    PackageMarks,
    PackageDoors,
    PackageImport,
    PackageExport,
  ],
  exports: [Schemes, Sheets, MarkImport, Ledger, Standings, MarkingStages, MarkingOverviews, Publications, PackageImport, PackageExport],
})
export class MarkingModule implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly standings: Standings,
    private readonly ledger: Ledger,
    private readonly organisations: Organisations,
  ) {}

  onModuleInit(): void {
    this.handlers.on(recomputeStandings, async ({ skillId }, { tenantId }) => {
      await this.standings.recompute(tenantId, skillId);
    });
    this.handlers.onNews(entryChanged, 'marking.standings', async ({ skillId }, { tenantId }) => {
      await this.standings.recompute(tenantId, skillId);
    });
    this.handlers.every(SEAL_EVERY_MS, 'marking.seal', async () => {
      for (const tenantId of await this.organisations.tenantIds()) await this.ledger.sealTenant(tenantId);
    });
  }
}
