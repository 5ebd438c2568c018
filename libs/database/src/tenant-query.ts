import pg from 'pg';

/** The statement that sets the tenant, parsed once per connection; its Bind and Execute then ride in front of a read. */
const SETTING = { name: 'guildhall_tenant', text: "select set_config('app.tenant', $1, true)" } as const;

/** What pg's Query offers beyond its published types; checked against pg 8.23. */
type Wire = {
  bind(message: { portal: string; statement: string; values: readonly unknown[] }): void;
  execute(message: { portal: string; rows: number }): void;
};
type QueryInternals = {
  prepare(connection: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
};
const BaseQuery = pg.Query as unknown as new (
  config: { name: string; text: string; values: readonly unknown[] },
  values: undefined,
  callback: (error: Error | null, result: pg.QueryResult) => void,
) => QueryInternals & { callback: unknown };

/**
 * A named read that carries the tenant in the same implicit transaction: set_config and the statement go out before one
 * single Sync, so that the setting ends with the read and no BEGIN or COMMIT is needed.
 */
class TenantQuery extends BaseQuery {
  #settingDone = false;

  constructor(
    private readonly tenantId: string,
    name: string,
    text: string,
    values: readonly unknown[],
    callback: (error: Error | null, result: pg.QueryResult) => void,
  ) {
    super({ name, text, values }, undefined, callback);
  }

  override prepare(connection: Wire): void {
    connection.bind({ portal: '', statement: SETTING.name, values: [this.tenantId] });
    connection.execute({ portal: '', rows: 0 });
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.#settingDone) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#settingDone) super.handleCommandComplete(message, connection);
    else this.#settingDone = true;
  }
}

const MOST_NAMES = 2_000;
const names = new Map<string, string>();

/** A stable name for a statement text, or undefined when the process has already named as many as a connection should hold. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) return undefined;
  const name = `g${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * A pg client that names every statement with values, so that PostgreSQL plans each text once per connection
 * (TypeORM never names one), and that can send a read together with its tenant.
 */
export class NamingClient extends pg.Client {
  #ready: Promise<unknown> | undefined;

  override query(...args: unknown[]): never {
    const [first, second, third] = args;
    const send = super.query as (...values: unknown[]) => never;
    if (typeof first === 'string' && Array.isArray(second) && second.length > 0) {
      const name = nameOf(first);
      if (name !== undefined)
        return third === undefined
          ? send.call(this, { name, text: first, values: second })
          : send.call(this, { name, text: first, values: second }, third);
    }
    return send.apply(this, args);
  }

  /** Reads rows of one tenant with one statement in one trip. The text must be constant: values only in `values`. */
  async read(tenantId: string, text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    this.#ready ??= this.query({ ...SETTING, values: [''] });
    await this.#ready;
    return new Promise((resolve, reject) => {
      const query = new TenantQuery(tenantId, nameOf(text) ?? '', text, values, (error, result) =>
        error ? reject(error) : resolve(result),
      );
      this.query(query);
    });
  }
}
