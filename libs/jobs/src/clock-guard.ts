import type pg from 'pg';

/** A worker this far from the database's time takes no jobs: on PostgreSQL abandoned jobs are told by the clock of whoever looks. */
const MOST_SKEW_MS = 5_000;
const LOOK_EVERY_MS = 5_000;

/** Compares this machine's clock with the database's. */
export class ClockGuard {
  #timer: NodeJS.Timeout | undefined;
  #isRight = true;

  constructor(
    private readonly pool: pg.Pool,
    private readonly onChange: (isRight: boolean, skewMs: number) => void,
  ) {}

  /** Looks once, then again and again. Throws when the clock is wrong already. */
  async start(): Promise<void> {
    const skewMs = await this.#skew();
    if (Math.abs(skewMs) > MOST_SKEW_MS) {
      throw new Error(`The clock of this machine is ${sentenceOf(skewMs)} the database's: set it right, then start the worker again`);
    }
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const skewMs = await this.#skew().catch(() => undefined);
    if (skewMs === undefined) return;
    const isRight = Math.abs(skewMs) <= MOST_SKEW_MS;
    if (isRight === this.#isRight) return;
    this.#isRight = isRight;
    this.onChange(isRight, skewMs);
  }

  /** How far this clock is ahead at least, whatever part of the trip the answer took. */
  async #skew(): Promise<number> {
    const asked = Date.now();
    const { rows } = await this.pool.query<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms');
    const answered = Date.now();
    const theirs = rows[0]?.ms ?? Number.NaN;
    if (asked > theirs) return asked - theirs;
    return Math.min(answered - theirs, 0);
  }
}

function sentenceOf(skewMs: number): string {
  return `${Math.round(Math.abs(skewMs) / 1_000)} s ${skewMs > 0 ? 'ahead of' : 'behind'}`;
}
