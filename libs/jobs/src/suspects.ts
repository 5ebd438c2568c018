import { UnrecoverableError } from 'bullmq';
import type { Delivered } from './queue-backend.js';

/** The reason of a job that was given up because workers died of it. */
export const CRASHED_REASON = 'WorkerLost: the job was running, as the only suspect, each time its worker died';

/**
 * Tells the job that kills workers from the innocent ones that ran beside it. A job once found abandoned is a suspect; suspects of one
 * process run one after the other, and only the one whose turn it was is blamed when the process dies.
 */
export class Suspects {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly mostCrashes: number,
    private readonly run: (job: Delivered) => Promise<void>,
  ) {}

  /** Runs the job, in its turn if it is a suspect. Throws UnrecoverableError when it has been blamed often enough. */
  take(job: Delivered): Promise<void> {
    if (job.stalledCounter === 0) return this.run(job);
    const turn = this.#last.then(() => this.#runBlamed(job));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #runBlamed(job: Delivered): Promise<void> {
    const crashes = job.data.crashes ?? 0;
    if (crashes >= this.mostCrashes) throw new UnrecoverableError(CRASHED_REASON);
    await job.updateData({ ...job.data, crashes: crashes + 1 });
    try {
      await this.run(job);
    } catch (error) {
      await job.updateData({ ...job.data, crashes });
      throw error;
    }
  }
}
