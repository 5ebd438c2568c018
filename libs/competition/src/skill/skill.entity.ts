import type { Id, LocalizedText } from '#kernel';

export const SKILL_STATUSES = ['draft', 'registration', 'marking', 'locked', 'checked', 'provisional', 'final'] as const;
export type SkillStatus = (typeof SKILL_STATUSES)[number];

/** One contested trade of a competition, with the people who locked, checked and published its results. */
export type Skill = {
  readonly id: Id;
  readonly competitionId: Id;
  /** Unique in the competition, part of public addresses. */
  readonly code: string;
  readonly name: LocalizedText;
  readonly status: SkillStatus;
  /** Entries that one organisation may make; null for no limit. */
  readonly entriesPerOrganisation: number | null;
  readonly registrationClosesAt: Date | null;
  /** Whether `registrationClosesAt` has passed by the database's clock, at the time the row was read. */
  readonly isPastClosing: boolean;
  readonly lockedBy: Id | null;
  readonly checkedBy: Id | null;
  readonly publishedBy: Id | null;
  readonly version: number;
  readonly createdAt: Date;
};
