export { Ledger, type LedgerReport, type LedgerState } from './ledger/ledger.service.js';
export type { LedgerFault, LedgerRow } from './ledger/seal.rules.js';
export { recomputeStandings, resultsPublished } from './marking.jobs.js';
export { MarkingModule } from './marking.module.js';
export { markingProblems } from './marking.problems.js';
export { type ExportedPackage, PackageExport } from './package/package-export.service.js';
export { type ImportedPackage, type ImportPackage, PackageImport } from './package/package-import.service.js';
export type { Publication, PublicationStage } from './publication/publication.repository.js';
export { Publications, type PublishResults } from './publication/publication.service.js';
export type {
  BreakdownLine,
  PublishedCriterion,
  PublishedName,
  ResultDocument,
  ResultRow,
  ResultStatus,
} from './publication/result-document.js';
export type { SchemeVersion } from './scheme/scheme.repository.js';
export { type AdoptScheme, type SchemeSource, Schemes } from './scheme/scheme.service.js';
export { STANDARD_RULES } from './scheme/standard.rules.js';
export { MarkImport } from './sheet/mark-import.service.js';
export type { Sheet, SheetStatus } from './sheet/sheet.repository.js';
export { aspectsOfPanel, type MarkInput, type SheetAspect, unmarkedAspects } from './sheet/sheet.rules.js';
export { type EnterMarks, type SheetStep, Sheets } from './sheet/sheet.service.js';
export { MarkingOverviews } from './stage/marking-overview.service.js';
export { type MarkingProgress, MarkingStages, type SkillStep } from './stage/stage.service.js';
export type { Stamp, StandingRow } from './standing/standing.repository.js';
export { Standings, type StandingsOfSkill } from './standing/standing.service.js';
