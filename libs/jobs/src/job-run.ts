import type { Id } from '#kernel';

export const JOB_STATES = ['queued', 'running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A visible job: what it is, how far it is, how it ended. */
export type JobRun = {
  readonly id: Id;
  readonly name: string;
  readonly subjectId: Id | null;
  /** The person who caused it. */
  readonly startedBy: Id | null;
  /** `queued` also while it waits to be tried again; `problem` then says why. */
  readonly state: JobState;
  /** A word for the step it is at; '' before the first. */
  readonly step: string;
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  /** Code of what went wrong last; null when nothing did. */
  readonly problem: string | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What one write may change in a run. `undefined` leaves a value as it is. */
export type JobRunChange = {
  readonly state?: JobState;
  readonly step?: string;
  readonly done?: number;
  readonly total?: number;
  readonly problem?: string | null;
  readonly result?: Readonly<Record<string, unknown>>;
};

export function hasEnded(run: JobRun): boolean {
  return run.state === 'done' || run.state === 'failed';
}
