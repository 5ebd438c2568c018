import type { Id, LocalizedText } from '#kernel';

export const COMPETITION_LEVELS = ['national', 'provincial', 'city', 'county', 'enterprise'] as const;
export type CompetitionLevel = (typeof COMPETITION_LEVELS)[number];

export const COMPETITION_STATUSES = ['draft', 'open', 'closed'] as const;
export type CompetitionStatus = (typeof COMPETITION_STATUSES)[number];

/** One competition as stored. Days are `YYYY-MM-DD` in `timeZone` (IANA). */
export type Competition = {
  readonly id: Id;
  readonly organisationId: Id;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly level: CompetitionLevel;
  readonly timeZone: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly status: CompetitionStatus;
  readonly version: number;
  readonly createdAt: Date;
};
