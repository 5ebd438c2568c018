import type pg from 'pg';
import type { Chore } from './handlers.js';
import type { JobLog } from './job-log.js';

/**
 * Runs periodic work in one worker at a time: whoever gets the chore's advisory lock runs it, the others pass.
 * A failing chore is logged and comes again at its next time.
 */
export class Housekeeping {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: JobLog,
  ) {}

  start(chores: readonly Chore[]): void {
    for (const chore of chores) this.#schedule(chore, Math.min(chore.everyMs, 1_000));
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.length = 0;
    await Promise.all(this.#running);
  }

  #schedule(chore: Chore, afterMs: number): void {
    const slot = this.#timers.length;
    const tick = () => {
      const run = this.#run(chore).finally(() => {
        this.#running.delete(run);
        if (this.#timers.length > slot) this.#timers[slot] = setTimeout(tick, chore.everyMs);
      });
      this.#running.add(run);
    };
    this.#timers.push(setTimeout(tick, afterMs));
  }

  async #run(chore: Chore): Promise<void> {
    try {
      await this.#withLock(chore);
    } catch (error) {
      this.log.warn({ chore: chore.name, err: error }, 'chore failed');
    }
  }

  async #withLock({ name, run }: Chore): Promise<void> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 7263)) as mine', [
        name,
      ]);
      if (rows[0]?.mine === true) await run();
      await client.query('commit');
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
