export {
  type Definition,
  defineJob,
  defineNews,
  type JobDefinition,
  type JobOptions,
  type NewsDefinition,
} from './definition.js';
export { type Handler, type JobContext, JobHandlers } from './handlers.js';
export type { JobLog } from './job-log.js';
export { hasEnded, JOB_STATES, type JobRun, type JobState } from './job-run.js';
export { JobRuns } from './job-runs.js';
export { JobWorker, type JobWorkerOptions } from './job-worker.js';
export { type JobsApiOptions, JobsModule, type JobsWorkerOptions } from './jobs.module.js';
export { jobsProblems } from './jobs.problems.js';
export { migrateQueue } from './migrate-queue.js';
export { Outbox, type OutboxOptions } from './outbox.js';
export { type Check, isIds, isWhole, isWord, listOf, oneOf, orNull, type PayloadOf, type PayloadShape } from './payload.rules.js';
export type { QueueBackend, WorkerTuning } from './queue-backend.js';
export { QUEUES, type QueueName } from './queue-list.js';
