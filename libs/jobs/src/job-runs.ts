import { Injectable } from '@nestjs/common';
import { type Actor, DomainError, decodeCursor, type Id, isId, type PageOf, type PageRequest, pageOf } from '#kernel';
import type { JobRun } from './job-run.js';
import { JobRunRepository } from './job-run.repository.js';
import { mayWatchAllJobs, mayWatchJob } from './jobs.policy.js';
import { ProgressFeed } from './progress-feed.js';
import { RunWatch } from './run-watch.js';

/** Reads and watches visible jobs. */
@Injectable()
export class JobRuns {
  constructor(
    private readonly runs: JobRunRepository,
    private readonly feed: ProgressFeed,
  ) {}

  /** Throws NOT_FOUND. */
  async get(tenantId: Id, id: Id): Promise<JobRun> {
    const run = isId(id) ? await this.runs.find(tenantId, id) : undefined;
    if (run === undefined) throw new DomainError('NOT_FOUND');
    return run;
  }

  /** As `get`, for someone: throws NOT_FOUND also for what they may not see. */
  async getFor(actor: Actor, id: Id): Promise<JobRun> {
    const run = await this.get(actor.tenantId, id);
    if (!mayWatchJob(actor, run)) throw new DomainError('NOT_FOUND');
    return run;
  }

  /** Newest first. */
  recent(tenantId: Id, page: PageRequest): Promise<PageOf<JobRun>> {
    return this.#page(tenantId, null, page);
  }

  /** Newest first; organisers see all, others what they started. Throws FORBIDDEN for nobody in particular. */
  async recentFor(actor: Actor, page: PageRequest): Promise<PageOf<JobRun>> {
    if (mayWatchAllJobs(actor)) return this.#page(actor.tenantId, null, page);
    if (actor.kind !== 'person') throw new DomainError('FORBIDDEN');
    return this.#page(actor.tenantId, actor.personId, page);
  }

  /**
   * The run as it is now, then after each change, until it is done or has failed. At least every two seconds it looks by itself.
   * The iterator throws NOT_FOUND, and ends quietly when the consumer stops or the process shuts down.
   */
  watch(tenantId: Id, id: Id): AsyncIterableIterator<JobRun, undefined> {
    return new RunWatch(() => this.get(tenantId, id), this.feed.follow(tenantId, id));
  }

  /** As `watch`, for someone: throws NOT_FOUND also for what they may not see. */
  watchFor(actor: Actor, id: Id): AsyncIterableIterator<JobRun, undefined> {
    return new RunWatch(() => this.getFor(actor, id), this.feed.follow(actor.tenantId, id));
  }

  async #page(tenantId: Id, startedBy: Id | null, { first, after }: PageRequest): Promise<PageOf<JobRun>> {
    const before = after === null ? null : decodeCursor(after, 1)[0];
    if (before !== null && !isId(before)) throw new DomainError('CURSOR_INVALID');
    const rows = await this.runs.listPage(tenantId, startedBy, before, first + 1);
    return pageOf(rows, first, ({ id }) => [id]);
  }
}
