import type { Id, LocalizedText } from '#kernel';

/** A place on a panel; nobody may sit there yet. */
export type Seat = { readonly seat: string; readonly personId: Id | null };

/** The judges of a set of aspects. `code` is the panel's id in the scheme. */
export type Panel = {
  readonly id: Id;
  readonly skillId: Id;
  readonly code: string;
  readonly name: LocalizedText;
  /** In the order of their names. */
  readonly members: readonly Seat[];
};

/** One seat of a person, with the panel and skill it belongs to. */
export type SeatOfPerson = { readonly panelId: Id; readonly skillId: Id; readonly seat: string };
