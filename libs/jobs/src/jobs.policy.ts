import type { Actor } from '#kernel';
import type { JobRun } from './job-run.js';

const ORGANISERS: ReadonlySet<string> = new Set(['union_administrator', 'competition_organiser']);

/** Whether the actor sees all jobs of the tenant: organisers and administrators, and the system itself. */
export function mayWatchAllJobs(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && actor.grants.some(({ role }) => ORGANISERS.has(role)));
}

/** Everyone else sees what they started. */
export function mayWatchJob(actor: Actor, run: Pick<JobRun, 'startedBy'>): boolean {
  return mayWatchAllJobs(actor) || (actor.kind === 'person' && run.startedBy === actor.personId);
}
