export { canonicalJson, hashOf, type Json } from './canonical.js';
export { checkMark, type MarkFlaw } from './check-mark.js';
export { computeStandings, type RankedRow } from './compute.js';
export { inputHashOf, inputHashWith, marksHashOf, marksHashOfSheets, sheetBytes } from './hash.js';
export type { Decision, EntryInput, EntryStatus, Mark, ScoringInput } from './input.js';
export { type Column, compileKernel, type Kernel, type KernelResult, pointsAt } from './kernel/kernel.js';
export { breakdownOf, type KernelStandings, kernelStandings } from './kernel/standings.js';
export { type CompetitionPackage, inputOf, PACKAGE_FORMAT, type PackageEntry, type PackageJudge, scorePackage } from './package.js';
export { comparePoints, type Points, parseDecimal, type RoundingMode, round, toDecimal } from './points.js';
export {
  type Aggregate,
  type AspectRule,
  type AspectSelector,
  type AwardRule,
  type GroupRule,
  type ModuleRule,
  type PenaltyRule,
  type PlaceRule,
  type Prize,
  type PrizeSize,
  RULES_FORMAT,
  type RuleSet,
  type ScaleRule,
  type Step,
  type TeamRule,
  type TieKey,
} from './rules.js';
export {
  type Aspect,
  type AspectKind,
  aspectsOf,
  type Criterion,
  decimalsOfRange,
  type MarkRange,
  type Panel,
  type Scheme,
  type Section,
  type SubCriterion,
  seatsOf,
  seatsOfAspect,
  subCriteriaOf,
  type Text,
} from './scheme.js';
export { createSha256, type Hasher } from './sha256.js';
export { ABSENT, type AspectSlot, aspectIndex, decodeSheet, encodeSheet } from './sheet.js';
export {
  type AspectNode,
  type AspectState,
  type Award,
  type Breakdown,
  type CriterionNode,
  ENGINE_VERSION,
  type LevelEntries,
  type MarkNote,
  type MarkUse,
  type MemberNote,
  type ModuleNode,
  type PenaltyNote,
  type ScaleNote,
  type Standing,
  type Standings,
  type StepNote,
  type SubCriterionNode,
  type TieDecider,
  type TieNote,
  type Unplaced,
} from './standing.js';
export { type Checked, type Flaw, type FlawCode, SCORING_FLAWS } from './validate/flaws.js';
export { validatePackage, validateRules, validateScheme } from './validate/validate.js';
