import type { JobRunChange } from './job-run.js';

/** Writes of one run lie at least this far apart: four a second. */
const PACE_MS = 250;

/**
 * Progress of one running job: the newest report wins, written at once or when the pace allows. Writing it never fails the job.
 */
export class RunProgress {
  #waiting: JobRunChange | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastWrite = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly write: (change: JobRunChange) => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves when the report is written, or at once when a later write will carry it. */
  async report(change: JobRunChange): Promise<void> {
    this.#waiting = { ...this.#waiting, ...change };
    const wait = this.#lastWrite + PACE_MS - Date.now();
    if (wait <= 0) return this.#flush();
    this.#timer ??= setTimeout(() => void this.#flush(), wait);
  }

  /** What has been reported and not written yet; nothing is written afterwards. */
  async close(): Promise<JobRunChange> {
    clearTimeout(this.#timer);
    await this.#writing;
    const rest = this.#waiting ?? {};
    this.#waiting = undefined;
    return rest;
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastWrite = Date.now();
    this.#writing = this.#writing.then(() => this.#writeWaiting());
    return this.#writing;
  }

  async #writeWaiting(): Promise<void> {
    const change = this.#waiting;
    if (change === undefined) return;
    this.#waiting = undefined;
    try {
      await this.write(change);
    } catch (error) {
      this.onError(error);
    }
  }
}
