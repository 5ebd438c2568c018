import { Injectable } from '@nestjs/common';
import type { Actor, Id } from '#kernel';
import { type Definition, definedJobs, definitionOf, type JobDefinition, type NewsDefinition } from './definition.js';
import { jobIdOf } from './envelope.js';
import type { QueueName } from './queue-list.js';

/** What a handler may use. Its effects must bear being run twice: delivery is at least once. */
export type JobContext = {
  readonly tenantId: Id;
  /** The outbox row's id: the same in every try and for every subscriber. */
  readonly jobId: Id;
  /** A system actor of the tenant, named after the job. */
  readonly actor: Actor;
  /** 1 in the first try. */
  readonly attempt: number;
  /** Shows how far the work is, at once and outside of any transaction; written at most four times a second. No effect on invisible jobs. */
  progress(step: string, done: number, total: number): Promise<void>;
  /** Keeps what came out (ids, counts, never personal data) for those who watch the job. */
  result(value: object): Promise<void>;
};

export type Handler<P> = (payload: P, context: JobContext) => Promise<void>;

/** Periodic work: runs in one worker at a time. */
export type Chore = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<void> };

/** Where one outbox row goes. */
export type Route = {
  readonly queue: QueueName;
  readonly subscriber: string | null;
  readonly attempts: number;
  readonly backoffMs: number;
};

type Bound = (payload: unknown, context: JobContext) => Promise<void>;

/** For a name that no loaded room declares: another worker may know it, so it is tried a while before it becomes a dead letter. */
const UNKNOWN: Route = { queue: 'prompt', subscriber: null, attempts: 5, backoffMs: 2_000 };

/** A job's name that this worker has no handler for. */
export class UnknownJob extends Error {
  override readonly name = 'UnknownJob';
}

/** Who does which job. Rooms register in `onModuleInit`; the worker starts only when every declared job has its one handler. */
@Injectable()
export class JobHandlers {
  readonly #jobs = new Map<string, Bound>();
  readonly #subscribers = new Map<string, Map<string, Bound>>();
  readonly #chores = new Map<string, Chore>();

  /** Names the one handler of a job. Throws when it has one already. */
  on<P extends object>(job: JobDefinition<P>, handler: Handler<P>): void {
    if (this.#jobs.has(job.name)) throw new Error(`Job ${job.name} has two handlers`);
    this.#jobs.set(job.name, bound(job, handler));
  }

  /** Subscribes under a name of the subscriber's own (`certificate.draw`). Throws when the name has subscribed already. */
  onNews<P extends object>(news: NewsDefinition<P>, subscriber: string, handler: Handler<P>): void {
    jobIdOf('00000000-0000-7000-8000-000000000000', subscriber);
    const subscribers = this.#subscribers.get(news.name) ?? new Map<string, Bound>();
    if (subscribers.has(subscriber)) throw new Error(`${subscriber} subscribes to ${news.name} twice`);
    this.#subscribers.set(news.name, subscribers.set(subscriber, bound(news, handler)));
  }

  /** Asks for periodic work; among all workers of the installation one runs it at a time. Throws when the name is taken. */
  every(everyMs: number, name: string, run: () => Promise<void>): void {
    if (this.#chores.has(name)) throw new Error(`Chore ${name} is registered twice`);
    this.#chores.set(name, { name, everyMs, run });
  }

  get chores(): readonly Chore[] {
    return [...this.#chores.values()];
  }

  /** Throws, naming each, when declared jobs have no handler. */
  assertComplete(): void {
    const missing = definedJobs().filter((name) => !this.#jobs.has(name));
    if (missing.length > 0) throw new Error(`No handler for ${missing.join(', ')}: the worker must load the room that does it`);
  }

  /** Where a row of the outbox goes: a job to its queue, news to every subscriber. */
  routesOf(name: string): readonly Route[] {
    const definition = definitionOf(name);
    if (definition === undefined) return [UNKNOWN];
    const { queue, attempts, backoffMs } = definition;
    if (definition.kind === 'job') return [{ queue, attempts, backoffMs, subscriber: null }];
    return [...(this.#subscribers.get(name)?.keys() ?? [])].map((subscriber) => ({ queue, attempts, backoffMs, subscriber }));
  }

  /** The handler of a job, or of a subscriber to news. Throws UnknownJob. */
  find(name: string, subscriber: string | null): Bound {
    const found = subscriber === null ? this.#jobs.get(name) : this.#subscribers.get(name)?.get(subscriber);
    if (found === undefined) throw new UnknownJob(`No handler for ${name}${subscriber === null ? '' : ` of ${subscriber}`}`);
    return found;
  }
}

function bound<P extends object>(definition: Definition<P>, handler: Handler<P>): Bound {
  return (payload, context) => handler(definition.parse(payload), context);
}
