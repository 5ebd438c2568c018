import pg from 'pg';

const RETRY_MS = 1_000;

/**
 * LISTEN on a connection of its own, which must reach PostgreSQL directly: transaction poolers accept LISTEN and stay silent.
 * Reconnects by itself; what was told meanwhile is lost, so users keep a slow poll as a net.
 */
export class DirectListener {
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly onMessage: (payload: string) => void,
  ) {}

  /** Returns once it listens, or has failed for the first time and goes on trying. */
  async open(): Promise<void> {
    if (this.#isClosed) return;
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'guildhall listener' });
    this.#client = client;
    client.on('error', () => this.#reopen(client));
    client.on('end', () => this.#reopen(client));
    client.on('notification', ({ payload }) => this.onMessage(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${this.channel}`);
    } catch {
      this.#reopen(client);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  #reopen(failed: pg.Client): void {
    if (this.#isClosed || this.#client !== failed) return;
    this.#client = undefined;
    failed.end().catch(() => undefined);
    this.#retry = setTimeout(() => void this.open(), RETRY_MS);
    this.#retry.unref();
  }
}
