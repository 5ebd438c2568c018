import { Module } from '@nestjs/common';
import { CertificateModule } from '#certificate';
import { CompetitionModule } from '#competition';
import { IdentityModule } from '#identity';
import { MarkingModule } from '#marking';
import { CertificateRoutes } from './certificate.routes.js';
import { JudgingRoutes } from './judging.routes.js';
import { JudgingReading, SheetSurroundings } from './judging-reading.js';
import { MyRoutes } from './my.routes.js';
import { MyBoard } from './my-board.js';
import { MyReading, Outcomes, Persons } from './my-reading.js';
import { PublicRoutes } from './public.routes.js';
import { PublicReading } from './public-reading.js';

/** The pages rendered by this process. */
@Module({
  imports: [IdentityModule, CompetitionModule, MarkingModule, CertificateModule],
  providers: [
    PublicReading,
    PublicRoutes,
    CertificateRoutes,
    SheetSurroundings,
    JudgingReading,
    JudgingRoutes,
    Persons,
    Outcomes,
    MyBoard,
    MyReading,
    MyRoutes,
  ],
})
export class PagesModule {}
