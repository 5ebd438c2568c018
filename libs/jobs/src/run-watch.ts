import { hasEnded, type JobRun } from './job-run.js';
import type { Changes } from './progress-feed.js';

const END = { done: true, value: undefined } as const;

/**
 * A run as it is, then after each change, until it has ended. Not a generator: one that waits for its next value cannot be told to end,
 * and watchers who leave would be waited for as long as nothing changes.
 */
export class RunWatch implements AsyncIterableIterator<JobRun, undefined> {
  #last = '';
  #isOver = false;

  constructor(
    private readonly look: () => Promise<JobRun>,
    private readonly changes: Changes,
  ) {}

  async next(): Promise<IteratorResult<JobRun, undefined>> {
    try {
      while (!this.#isOver && (this.#last === '' || (await this.changes.next()))) {
        const run = await this.look();
        if (hasEnded(run)) this.#finish();
        const seen = JSON.stringify(run);
        if (seen === this.#last) continue;
        this.#last = seen;
        return { done: false, value: run };
      }
    } catch (error) {
      this.#finish();
      throw error;
    }
    return END;
  }

  async return(): Promise<IteratorResult<JobRun, undefined>> {
    this.#finish();
    return END;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(): void {
    this.#isOver = true;
    this.changes.close();
  }
}
