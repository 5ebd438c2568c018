import type { Id } from '#kernel';

export const ENTRY_KINDS = ['person', 'team'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const ENTRY_STATUSES = ['official', 'guest', 'withdrawn', 'absent', 'disqualified'] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

/** One competitor or one team in one skill. */
export type Entry = {
  readonly id: Id;
  readonly skillId: Id;
  readonly organisationId: Id | null;
  /** Unique in the skill, 1 to 99999. */
  readonly bib: number;
  readonly kind: EntryKind;
  readonly status: EntryStatus;
  /** The name that is shown and printed. */
  readonly name: string;
  /** The team entry that this one scores for, where teams are scored by their members. */
  readonly teamId: Id | null;
  /** Numbers for tie keys that are not marks, as decimals: `{ "minutesUsed": "212" }`. */
  readonly facts: Readonly<Record<string, string>>;
  readonly version: number;
  readonly createdAt: Date;
};

/** A person in an entry; the first for an individual, in their order for a team. */
export type EntryMember = { readonly entryId: Id; readonly position: number; readonly personId: Id };

/** An entry with the people and the organisation behind it, as other rooms need it. */
export type EntryWithPeople = Entry & {
  readonly members: readonly { readonly personId: Id; readonly name: string }[];
  readonly organisation: { readonly id: Id; readonly name: { readonly 'zh-CN': string; readonly en?: string } } | null;
};
