import type pg from 'pg';
import { DirectListener } from './direct-listener.js';
import { jobIdOf } from './envelope.js';
import type { JobHandlers } from './handlers.js';
import type { JobLog } from './job-log.js';
import type { OpenQueue, Parcel } from './queue-backend.js';
import { QUEUES, type QueueName } from './queue-list.js';

const OUTBOX_CHANNEL = 'guildhall_outbox';
const BATCH = 500;
const POLL_MS = 1_000;

type OutboxRow = { readonly id: string; readonly tenantId: string; readonly name: string; readonly payload: unknown };

/**
 * Carries committed outbox rows into the queues, oldest first, and deletes them after the queue has them: at least once.
 * Woken by NOTIFY, looking by itself every second. Any number of relays may run: each row is locked by one of them.
 */
export class Relay {
  readonly #listener: DirectListener;
  #wake: () => void = () => undefined;
  #isAwake = true;
  #isStopped = false;
  #loop: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    directUrl: string,
    private readonly queues: ReadonlyMap<QueueName, OpenQueue>,
    private readonly handlers: JobHandlers,
    private readonly log: JobLog,
  ) {
    this.#listener = new DirectListener(directUrl, OUTBOX_CHANNEL, () => this.#awake());
  }

  async start(): Promise<void> {
    await this.#listener.open();
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#awake();
    await this.#loop;
    await this.#listener.close();
  }

  /** Carries one batch. Returns how many rows it carried. */
  async carry(): Promise<number> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const { rows } = await client.query<OutboxRow>({
        name: 'outbox_take',
        text: `select id, tenant_id as "tenantId", name, payload from queue.outbox order by created_at, id limit $1 for update skip locked`,
        values: [BATCH],
      });
      if (rows.length > 0) {
        await this.#put(rows);
        await client.query({
          name: 'outbox_done',
          text: 'delete from queue.outbox where id = any($1)',
          values: [rows.map(({ id }) => id)],
        });
      }
      await client.query('commit');
      return rows.length;
    } catch (error) {
      broken = await client.query('rollback').then(
        () => undefined,
        (fault: Error) => fault,
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #put(rows: readonly OutboxRow[]): Promise<void> {
    const parcels = new Map<QueueName, Parcel[]>(QUEUES.map((name) => [name, []]));
    for (const { id, tenantId, name, payload } of rows) {
      for (const { queue, subscriber, attempts, backoffMs } of this.handlers.routesOf(name)) {
        const envelope = { outboxId: id, tenantId, subscriber, payload };
        parcels.get(queue)?.push({ id: jobIdOf(id, subscriber), name, envelope, attempts, backoffMs });
      }
    }
    for (const [name, list] of parcels) if (list.length > 0) await this.queues.get(name)?.put(list);
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.#isAwake = false;
      try {
        if ((await this.carry()) === BATCH) continue;
      } catch (error) {
        this.log.warn({ err: error }, 'relay will try again');
        this.#isAwake = false;
      }
      if (!this.#isAwake) await this.#sleep();
    }
  }

  #awake(): void {
    this.#isAwake = true;
    this.#wake();
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#isStopped) this.#wake();
    });
  }
}
