import { faultOf, type PayloadOf, type PayloadShape } from './payload.rules.js';
import type { QueueName } from './queue-list.js';

export type JobOptions = {
  /** How often the job is tried before it becomes a dead letter. */
  readonly attempts: number;
  /** Wait before the second try; doubles with each. */
  readonly backoffMs: number;
  /** `prompt` unless told. */
  readonly queue?: QueueName;
};

type Named<P extends object> = {
  readonly name: string;
  readonly attempts: number;
  readonly backoffMs: number;
  readonly queue: QueueName;
  /** The payload, checked. Throws when it has not the declared shape or is too large. */
  readonly parse: (payload: unknown) => P;
};

/** Work with exactly one handler. */
export type JobDefinition<P extends object = object> = Named<P> & { readonly kind: 'job' };

/** Something that happened; any number of rooms above may subscribe. */
export type NewsDefinition<P extends object = object> = Named<P> & { readonly kind: 'news' };

export type Definition<P extends object = object> = JobDefinition<P> | NewsDefinition<P>;

const defined = new Map<string, Definition>();

/**
 * Declares a job. Payloads carry ids, whole numbers and words, less than 4 kB as JSON; the handler must be safe to run twice.
 * Throws when the name (`room.verb`) is malformed or taken.
 */
export function defineJob<S extends PayloadShape>(name: string, shape: S, options: JobOptions): JobDefinition<PayloadOf<S>> {
  return remember({ kind: 'job', ...named<S>(name, shape, options) });
}

/** Declares news, told by a lower room (`marking.resultsPublished`); each subscriber gets it as a job of its own. */
export function defineNews<S extends PayloadShape>(
  name: string,
  shape: S,
  options: JobOptions = { attempts: 8, backoffMs: 2_000 },
): NewsDefinition<PayloadOf<S>> {
  return remember({ kind: 'news', ...named<S>(name, shape, options) });
}

/** The job or news of this name, if any loaded room declares it. */
export function definitionOf(name: string): Definition | undefined {
  return defined.get(name);
}

/** Names of all jobs that loaded rooms declare. */
export function definedJobs(): readonly string[] {
  return [...defined.values()].filter(({ kind }) => kind === 'job').map(({ name }) => name);
}

function named<S extends PayloadShape>(name: string, shape: S, options: JobOptions): Named<PayloadOf<S>> {
  if (!/^[a-z]{2,20}\.[a-zA-Z]{2,50}$/.test(name)) throw new Error(`"${name}" is no name of a job: write room.verb`);
  const parse = (payload: unknown): PayloadOf<S> => {
    const fault = faultOf(shape, payload);
    if (fault !== undefined) throw new Error(`The payload of ${name} ${fault}`);
    return payload as PayloadOf<S>;
  };
  return { name, parse, queue: 'prompt', ...options };
}

function remember<D extends Definition>(definition: D): D {
  if (defined.has(definition.name)) throw new Error(`${definition.name} is declared twice`);
  defined.set(definition.name, definition);
  return definition;
}
