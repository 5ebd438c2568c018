import { createPostgresBackend, type Job, type PostgresConnectionOptions, type PostgresQueueBackend, Queue, Worker } from 'bullmq';
import type { Envelope } from './envelope.js';
import { QUEUE_SCHEMA } from './migrate-queue.js';
import type { QueueName } from './queue-list.js';
import { Suspects } from './suspects.js';

/** Where the queues live. The outbox is in PostgreSQL either way. */
export type QueueBackend = { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'redis'; readonly url: string };

/** How a worker takes jobs. All but `concurrency` have good defaults; tests shorten the times. */
export type WorkerTuning = {
  /** Jobs of one queue that a process runs at once. */
  readonly concurrency: number;
  /** How long a silent worker keeps a job before another may take it; renewed at half of it. */
  readonly lockMs?: number;
  /** How often abandoned jobs are looked for. */
  readonly stallCheckMs?: number;
  /** How many workers may die of a job before it becomes a dead letter, not counting the first. */
  readonly mostCrashes?: number;
};

export type Delivered = Job<Envelope>;

/** One job to put in; `id` protects against a second one only while the first one's record exists. */
export type Parcel = {
  readonly id: string;
  readonly name: string;
  readonly envelope: Envelope;
  readonly attempts: number;
  readonly backoffMs: number;
};

/** What we use of a queue. */
export type OpenQueue = {
  readonly name: QueueName;
  put(parcels: readonly Parcel[]): Promise<void>;
  /** Up to `most` jobs that the queue has given up. */
  failed(most: number): Promise<readonly Delivered[]>;
  /** Drops the records of jobs that finished longer ago than that. */
  forget(olderThanMs: number): Promise<void>;
  close(): Promise<void>;
};

/** What we use of a worker of one queue. */
export type OpenWorker = {
  start(): Promise<void>;
  /** Takes nothing more until `resume`; resolves when the running jobs have ended. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Takes nothing more and resolves when the running jobs have ended. */
  close(): Promise<void>;
};

export type WorkerEvents = {
  /** The queue has given the job up. */
  onFailed(job: Delivered): void;
  onError(error: Error): void;
};

/**
 * Finished jobs stay for an hour, so that a second delivery of the same id is recognised. Housekeeping forgets them: the library's own
 * retention runs at the end of each job, where on PostgreSQL it made five sixths of the cost and deadlocks.
 */
export const REMEMBERED_MS = 3_600_000;
const FORGET_AT_ONCE = 5_000;

/** The library counts every job that was active when a worker died; `Suspects` knows better whom to blame. */
const STALLS_WITHOUT_BLAME = 1_000;

/** Queues keep few events: nobody reads them, progress has a channel of its own. */
const EVENTS = { events: { maxLen: 1_000 } };

type PostgresQueue = Queue<Envelope, unknown, string, Envelope, unknown, string, PostgresQueueBackend, PostgresConnectionOptions>;
type RedisQueue = Queue<Envelope, unknown, string, Envelope, unknown, string>;

export function openQueue(backend: QueueBackend, name: QueueName, onError: (error: Error) => void): OpenQueue {
  const queue = backend.kind === 'postgres' ? postgresQueue(backend.url, name) : redisQueue(backend.url, name);
  queue.on('error', onError);
  return {
    name,
    async put(parcels) {
      await queue.addBulk(parcels.map((parcel) => ({ name: parcel.name, data: parcel.envelope, opts: optionsOf(parcel) })));
    },
    failed: (most) => queue.getFailed(0, most - 1),
    async forget(olderThanMs) {
      while ((await queue.clean(olderThanMs, FORGET_AT_ONCE, 'completed')).length === FORGET_AT_ONCE);
    },
    close: () => queue.close(),
  };
}

export function openWorker(
  backend: QueueBackend,
  name: QueueName,
  run: (job: Delivered) => Promise<void>,
  { concurrency, lockMs = 15_000, stallCheckMs = 5_000, mostCrashes = 3 }: WorkerTuning,
  events: WorkerEvents,
): OpenWorker {
  const options = {
    autorun: false,
    concurrency,
    lockDuration: lockMs,
    stalledInterval: stallCheckMs,
    maxStalledCount: STALLS_WITHOUT_BLAME,
    runRetryDelay: 1_000,
  };
  const suspects = new Suspects(mostCrashes, run);
  const take = (job: Delivered) => suspects.take(job);
  const worker =
    backend.kind === 'postgres'
      ? new Worker(name, take, { ...options, connection: postgres(backend.url, concurrency + 1) }, createPostgresBackend)
      : new Worker(name, take, { ...options, connection: redis(backend.url), prefix: prefixOf(name) });
  worker.on('error', events.onError);
  worker.on('failed', (job) => {
    if (job?.finishedOn !== undefined) events.onFailed(job);
  });
  return {
    async start() {
      await worker.waitUntilReady();
      worker.run().catch(events.onError);
    },
    // Told not to wait for the running jobs, the library would still take the one that it is listening for.
    pause: () => worker.pause(),
    resume: () => worker.resume(),
    close: () => worker.close(),
  };
}

function postgresQueue(url: string, name: QueueName): PostgresQueue {
  return new Queue(name, { connection: postgres(url, 2), streams: EVENTS }, createPostgresBackend);
}

function redisQueue(url: string, name: QueueName): RedisQueue {
  return new Queue(name, { connection: redis(url), prefix: prefixOf(name), streams: EVENTS });
}

function optionsOf({ id, attempts, backoffMs }: Parcel) {
  return {
    jobId: id,
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.2 },
    removeOnComplete: false,
    removeOnFail: false,
    stackTraceLimit: 0,
  };
}

function postgres(connectionString: string, max: number) {
  return { connectionString, schema: QUEUE_SCHEMA, max, keepAlive: true, application_name: 'guildhall queue' };
}

/** An options object, never a shared connection: a short outage must not fail commands. */
function redis(url: string) {
  return { url, maxRetriesPerRequest: null };
}

/** One hash tag a queue, so that a Redis Cluster keeps its keys on one node. */
function prefixOf(name: QueueName): string {
  return `{guildhall-${name}}`;
}
