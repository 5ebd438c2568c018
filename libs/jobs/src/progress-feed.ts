import type { Id } from '#kernel';
import { DirectListener } from './direct-listener.js';
import { PROGRESS_CHANNEL } from './job-run.repository.js';

/** A slow poll stands behind the listener. */
const LOOK_MS = 2_000;

/** Changes of one run, as they are told. */
export type Changes = {
  /** Resolves true when the run may have changed, false once closed. Nothing told meanwhile is missed. */
  next(): Promise<boolean>;
  close(): void;
};

type Follower = { wake(): void; end(): void };

/** One listening connection for all who watch runs in this process; opened when the first one does. */
export class ProgressFeed {
  readonly #followers = new Map<string, Set<Follower>>();
  #listener: DirectListener | undefined;

  constructor(private readonly url: string) {}

  follow(tenantId: Id, runId: Id): Changes {
    this.#listen();
    const key = `${tenantId} ${runId}`;
    const followers = this.#followers.get(key) ?? new Set<Follower>();
    this.#followers.set(key, followers);
    const { changes, follower } = follow(() => {
      followers.delete(follower);
      if (followers.size === 0) this.#followers.delete(key);
    });
    followers.add(follower);
    return changes;
  }

  async close(): Promise<void> {
    for (const follower of [...this.#followers.values()].flatMap((set) => [...set])) follower.end();
    await this.#listener?.close();
  }

  #listen(): void {
    if (this.#listener !== undefined) return;
    this.#listener = new DirectListener(this.url, PROGRESS_CHANNEL, (key) => {
      for (const follower of this.#followers.get(key) ?? []) follower.wake();
    });
    void this.#listener.open();
  }
}

function follow(onClose: () => void): { readonly changes: Changes; readonly follower: Follower } {
  let isDirty = false;
  let isClosed = false;
  let answer: ((more: boolean) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const settle = (more: boolean) => {
    clearTimeout(timer);
    isDirty = answer === undefined;
    answer?.(more);
    answer = undefined;
  };
  const end = () => {
    if (isClosed) return;
    isClosed = true;
    onClose();
    settle(false);
  };
  const next = () => {
    if (isClosed || isDirty) {
      isDirty = false;
      return Promise.resolve(!isClosed);
    }
    return new Promise<boolean>((resolve) => {
      answer = resolve;
      timer = setTimeout(() => settle(true), LOOK_MS);
    });
  };
  return { changes: { next, close: end }, follower: { wake: () => settle(true), end } };
}
