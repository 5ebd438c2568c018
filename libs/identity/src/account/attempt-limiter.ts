import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { DomainError } from '#kernel';

/** Failures that one key may have within an hour. */
export type Quota = { readonly key: string; readonly most: number };

/**
 * Counts failed attempts in the database, before a password is looked at: attempts that run at the same time are counted too, and
 * every process counts in the same place. Names and addresses are stored only as keyed hashes.
 */
export class AttemptLimiter {
  constructor(
    private readonly pool: () => pg.Pool,
    private readonly secret: string,
  ) {}

  /** Charges one failure to every key, or none and throws SIGN_IN_THROTTLED when one of them has no room left. */
  async take(quotas: readonly Quota[]): Promise<void> {
    const sorted = quotas.map(({ key, most }) => ({ key: this.#hashOf(key), most })).toSorted((a, b) => Buffer.compare(a.key, b.key));
    const { rows } = await this.pool().query<{ seconds: number }>("select auth.take_attempt($1, $2, interval '1 hour') as seconds", [
      sorted.map(({ key }) => key),
      sorted.map(({ most }) => most),
    ]);
    const seconds = rows[0]?.seconds ?? 0;
    if (seconds > 0) throw new DomainError('SIGN_IN_THROTTLED', { minutes: Math.ceil(seconds / 60) });
  }

  /** Gives the charge back after a success. */
  async giveBack(quotas: readonly Quota[]): Promise<void> {
    await this.pool().query('update auth.sign_in_counter set failures = greatest(failures - 1, 0) where key = any($1)', [
      quotas.map(({ key }) => this.#hashOf(key)),
    ]);
  }

  #hashOf(key: string): Buffer {
    return createHmac('sha256', this.secret).update(key).digest();
  }
}
