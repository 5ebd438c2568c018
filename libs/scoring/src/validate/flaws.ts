/**
 * Every code that the engine can refuse an input with, each with its kind of refusal.
 * A room declares them as its problems; messages stand in the `language` room.
 */
export const SCORING_FLAWS = {
  SCORING_WRONG_TYPE: 'invalid',
  SCORING_UNKNOWN_KEY: 'invalid',
  SCORING_MISSING_KEY: 'invalid',
  SCORING_NOT_A_CHOICE: 'invalid',
  SCORING_NOT_A_DECIMAL: 'invalid',
  SCORING_NOT_A_TEXT: 'invalid',
  SCORING_NOT_A_TIME: 'invalid',
  SCORING_OUT_OF_RANGE: 'invalid',
  SCORING_WRONG_LENGTH: 'invalid',
  SCORING_WRONG_ID: 'invalid',
  SCORING_DUPLICATE: 'invalid',
  SCORING_UNKNOWN_REFERENCE: 'invalid',
  SCORING_SUM_DIFFERS: 'invalid',
  SCORING_NO_RULE: 'invalid',
  SCORING_ORDINAL_NEEDS_DECISION: 'invalid',
  SCORING_PLACES_NEED_SCALE: 'invalid',
  SCORING_MEDALS_NEED_SCALE: 'invalid',
  SCORING_SCALE_NEEDS_MARKED_TEAMS: 'invalid',
  SCORING_WORTH_OUTSIDE_ASPECT: 'invalid',
  SCORING_CAPS_CROSS: 'invalid',
  SCORING_CAP_WITHOUT_BOUND: 'invalid',
  SCORING_ASPECT_WITHOUT_WORTH: 'invalid',
  SCORING_MEMBERS_NOT_SCORED: 'invalid',
  SCORING_TEAM_HAS_NO_MARKS: 'invalid',
  SCORING_TOO_MANY_FLAWS: 'invalid',
  MARK_NOT_A_DECIMAL: 'invalid',
  MARK_TOO_MANY_DECIMALS: 'invalid',
  MARK_OUT_OF_RANGE: 'invalid',
  MARK_OFF_STEP: 'invalid',
} as const;

export type FlawCode = keyof typeof SCORING_FLAWS;

/** One thing wrong: where (`marks.3.value`), which code, and what its message needs. */
export type Flaw = { readonly path: string; readonly code: FlawCode; readonly params: Readonly<Record<string, string | number>> };

/** A value that passed every check, or what is wrong with it; never an exception. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly flaws: readonly Flaw[] };

const MOST_FLAWS = 100;

/** Gathers flaws under paths; after a hundred it says so once and stays silent. */
export class FlawList {
  private readonly list: Flaw[] = [];

  get flaws(): readonly Flaw[] {
    return this.list;
  }

  add(path: string, code: FlawCode, params: Readonly<Record<string, string | number>> = {}): undefined {
    if (this.list.length < MOST_FLAWS) this.list.push({ path, code, params });
    else if (this.list.length === MOST_FLAWS) this.list.push({ path: '', code: 'SCORING_TOO_MANY_FLAWS', params: { max: MOST_FLAWS } });
    return undefined;
  }
}
