import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { type Actor, DomainError, type Id } from '#kernel';

/**
 * The loaders that a resolver may ask for, by name. Each door adds its own by declaration merging and registers it:
 * see the example at the top of `index.ts`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: rooms' doors merge their loaders into it
export interface Loaders {}

/** The loaders of one request; each is made when it is first asked for. */
export type LoaderSet = Loaders;

type AnyLoader = Loaders[keyof Loaders];
type MakeLoader<L> = (actor: Actor) => L;

/** Knows how to make every loader; one per process. */
@Injectable()
export class LoaderRegistry {
  readonly #makers = new Map<string, MakeLoader<unknown>>();

  /** Registers a loader under its name. Throws when the name is taken. */
  add<N extends keyof Loaders>(name: N, make: MakeLoader<Loaders[N]>): void {
    if (this.#makers.has(name)) throw new Error(`Two loaders are called ${name}`);
    this.#makers.set(name, make);
  }

  /** A fresh, empty set for one request of this actor. */
  forRequest(actor: Actor | null): LoaderSet {
    const makers = this.#makers;
    const made = new Map<string, unknown>();
    return new Proxy({} as LoaderSet, {
      get: (_, name) => {
        if (typeof name !== 'string') return undefined;
        const before = made.get(name);
        if (before !== undefined) return before as AnyLoader;
        if (actor === null) throw new DomainError('TENANT_REQUIRED');
        const loader = makers.get(name)?.(actor);
        made.set(name, loader);
        return loader as AnyLoader;
      },
    });
  }
}

/** Loads one row by its id; a row that is not there or not visible is NOT_FOUND. */
export function rowById<R extends { readonly id: Id }>(
  fetch: (tenantId: Id, ids: readonly Id[], actor: Actor) => Promise<readonly R[]>,
): MakeLoader<DataLoader<Id, R>> {
  return (actor) =>
    new DataLoader<Id, R>(async (ids) => {
      const rows = new Map((await fetch(actor.tenantId, ids, actor)).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? new DomainError('NOT_FOUND'));
    });
}

/** Loads the rows that belong to a key, in the order in which they were fetched; none is an empty list. */
export function rowsOf<K extends string, R>(
  fetch: (tenantId: Id, keys: readonly K[], actor: Actor) => Promise<readonly R[]>,
  keyOf: (row: R) => K,
): MakeLoader<DataLoader<K, readonly R[]>> {
  return (actor) =>
    new DataLoader(async (keys) => {
      const groups = Map.groupBy(await fetch(actor.tenantId, keys, actor), keyOf);
      return keys.map((key) => groups.get(key) ?? []);
    });
}

/** Loads at most one value for a key; none is null. */
export function valueFor<K extends string, R>(
  fetch: (tenantId: Id, keys: readonly K[], actor: Actor) => Promise<ReadonlyMap<K, R>>,
): MakeLoader<DataLoader<K, R | null>> {
  return (actor) =>
    new DataLoader(async (keys) => {
      const found = await fetch(actor.tenantId, keys, actor);
      return keys.map((key) => found.get(key) ?? null);
    });
}
