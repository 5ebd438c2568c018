import type { Id, LocalizedText } from '#kernel';

/** A theory paper, a preliminary, a final, a module on a day. `day` is `YYYY-MM-DD` in the competition's time zone. */
export type Round = {
  readonly id: Id;
  readonly skillId: Id;
  /** 1 for the first. */
  readonly position: number;
  readonly name: LocalizedText;
  readonly day: string | null;
};
