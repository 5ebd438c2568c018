import pg from 'pg';
import type { Database } from '#database';
import { ClockGuard } from './clock-guard.js';
import { DeadLetters } from './dead-letters.js';
import type { Chore, JobHandlers } from './handlers.js';
import { Housekeeping } from './housekeeping.js';
import type { JobLog } from './job-log.js';
import { JobRunner } from './job-runner.js';
import {
  type OpenQueue,
  type OpenWorker,
  openQueue,
  openWorker,
  type QueueBackend,
  REMEMBERED_MS,
  type WorkerTuning,
} from './queue-backend.js';
import { QUEUES, type QueueName } from './queue-list.js';
import { Relay } from './relay.js';

export type JobWorkerOptions = {
  readonly backend: QueueBackend;
  /** Address with the login guildhall_queue, direct (no transaction pooler): outbox, dead letters, housekeeping locks. */
  readonly queueUrl: string;
  readonly log: JobLog;
  readonly tuning: WorkerTuning;
  /** How long running jobs may take to end at shutdown; 10 s unless told. */
  readonly graceMs?: number;
  /** How often the queue is searched for jobs that it gave up unseen. */
  readonly sweepMs?: number;
};

const SWEEP_MS = 15_000;
const GRACE_MS = 10_000;
const FORGET_EVERY_MS = 300_000;

/** One worker process: relay, a worker for each queue, dead letters, housekeeping. */
export class JobWorker {
  readonly #pool: pg.Pool;
  readonly #queues: ReadonlyMap<QueueName, OpenQueue>;
  readonly #letters: DeadLetters;
  readonly #relay: Relay;
  readonly #housekeeping: Housekeeping;
  readonly #clock: ClockGuard;
  readonly #burying = new Set<Promise<void>>();
  #workers: readonly OpenWorker[] = [];
  #sweeper: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: JobWorkerOptions,
    private readonly database: Database,
    private readonly handlers: JobHandlers,
  ) {
    const { queueUrl, backend, log } = options;
    this.#pool = new pg.Pool({
      connectionString: queueUrl,
      max: 6,
      idleTimeoutMillis: 0,
      keepAlive: true,
      application_name: 'guildhall relay',
    });
    this.#pool.on('error', (error) => log.warn({ err: error }, 'queue database'));
    this.#queues = new Map(
      QUEUES.map((name) => [name, openQueue(backend, name, (error) => log.warn({ queue: name, err: error }, 'queue'))]),
    );
    this.#letters = new DeadLetters(this.#pool, database, log);
    this.#relay = new Relay(this.#pool, queueUrl, this.#queues, handlers, log);
    this.#housekeeping = new Housekeeping(this.#pool, log);
    this.#clock = new ClockGuard(this.#pool, (isRight, skewMs) => this.#later(this.#heedClock(isRight, skewMs)));
  }

  /** Begins to take jobs. Throws when a declared job has no handler, and when this machine's clock is wrong. */
  async start(): Promise<void> {
    this.handlers.assertComplete();
    const { backend, log, tuning } = this.options;
    const runner = new JobRunner(this.database, this.handlers, log);
    this.#workers = QUEUES.map((name) =>
      openWorker(backend, name, (job) => runner.run(job), tuning, {
        onFailed: (job) => this.#later(this.#letters.bury(job)),
        onError: (error) => log.warn({ queue: name, err: error }, 'worker'),
      }),
    );
    await this.#clock.start();
    await this.#sweep();
    await this.#relay.start();
    await Promise.all(this.#workers.map((worker) => worker.start()));
    this.#housekeeping.start([...this.handlers.chores, this.#forgetting()]);
    this.#sweeper = setInterval(() => this.#later(this.#sweep()), this.options.sweepMs ?? SWEEP_MS);
  }

  /**
   * Stops taking jobs and waits for the running ones, at most the grace. Returns whether all of them have ended; what has not is
   * found abandoned and run again by another worker.
   */
  async stop(): Promise<boolean> {
    clearInterval(this.#sweeper);
    this.#clock.stop();
    const ended = Promise.all([this.#relay.stop(), this.#housekeeping.stop(), ...this.#workers.map((worker) => worker.close())]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, this.options.graceMs ?? GRACE_MS, false);
    });
    const isClean = await Promise.race([ended.then(() => true), late]);
    clearTimeout(timer);
    if (!isClean) return false;
    await Promise.all(this.#burying);
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#pool.end();
    return true;
  }

  #forgetting(): Chore {
    const run = async () => {
      for (const queue of this.#queues.values()) await queue.forget(REMEMBERED_MS);
    };
    return { name: 'jobs.forget', everyMs: FORGET_EVERY_MS, run };
  }

  async #sweep(): Promise<void> {
    for (const queue of this.#queues.values()) await this.#letters.sweep(queue);
  }

  async #heedClock(isRight: boolean, skewMs: number): Promise<void> {
    this.options.log.error({ skewMs }, isRight ? 'the clock is right again: taking jobs' : 'the clock is wrong: taking no jobs');
    await Promise.all(this.#workers.map((worker) => (isRight ? worker.resume() : worker.pause())));
  }

  #later(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => this.options.log.warn({ err: error }, 'will be tried again'))
      .finally(() => this.#burying.delete(done));
    this.#burying.add(done);
  }
}
