export {
  COMPETITION_LEVELS,
  COMPETITION_STATUSES,
  type Competition,
  type CompetitionLevel,
  type CompetitionStatus,
} from './competition/competition.entity.js';
export { Competitions, type CreateCompetition, type MoveCompetition, type UpdateCompetition } from './competition/competition.service.js';
export { entryChanged } from './competition.jobs.js';
export { CompetitionModule } from './competition.module.js';
export { mayMoveSkill, mayOfficiate, mayOrganise, maySeeCompetition, type Place } from './competition.policy.js';
export { competitionProblems } from './competition.problems.js';
export {
  ENTRY_KINDS,
  ENTRY_STATUSES,
  type Entry,
  type EntryKind,
  type EntryMember,
  type EntryStatus,
  type EntryWithPeople,
} from './entry/entry.entity.js';
export { Entries } from './entry/entry.service.js';
export { type ChangeEntry, EntryChanges } from './entry/entry-changes.service.js';
export { entryListTemplate, type ListedEntry, type ListedRow } from './entry/entry-list.rules.js';
export { EntryLists, type ImportEntryList } from './entry/entry-list.service.js';
export { type ImportedEntry, type RegisterEntry, Registrations } from './entry/registration.service.js';
export type { Panel, Seat, SeatOfPerson } from './panel/panel.entity.js';
export type { Conflict } from './panel/panel.rules.js';
export { type AddPanel, Panels, type SeatJudge } from './panel/panel.service.js';
export type { Round } from './round/round.entity.js';
export { type AddRound, Rounds } from './round/round.service.js';
export { SKILL_STATUSES, type Skill, type SkillStatus } from './skill/skill.entity.js';
export { type AddSkill, type MoveSkill, type SkillInSight, Skills, type UpdateSkill } from './skill/skill.service.js';
