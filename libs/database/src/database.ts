import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { type DataSource, type EntityManager, type ObjectLiteral, QueryFailedError, type QueryResult, type QueryRunner } from 'typeorm';
import { DomainError, type Id, isId } from '#kernel';
import type { NamingClient } from './tenant-query.js';

/** `tail` ends when the last statement asked for has ended: a connection takes one at a time. */
type Ambient = { readonly tenantId: Id; readonly runner: QueryRunner; tail: Promise<unknown> };
type Row = ObjectLiteral;

const AGAIN = new Set(['40001', '40P01']);
const MOST_RUNS = 3;

/**
 * The one door to PostgreSQL for rooms. Everything that reads or writes names its tenant: `transaction` sets it for all
 * statements inside, `read` sends it with the statement. Outside of both, row-level security shows nothing.
 */
export class Database {
  readonly #ambient = new AsyncLocalStorage<Ambient>();

  constructor(private readonly source: DataSource) {}

  /**
   * Runs the work in one transaction of the tenant; nested calls join it. A serialisation failure or a deadlock re-runs the
   * whole work, at most 3 times in all, so the work must have no effect outside the database.
   * Throws what the work throws, after rolling back.
   */
  async transaction<T>(tenantId: Id, work: () => Promise<T>): Promise<T> {
    const current = this.#ambient.getStore();
    if (current !== undefined) {
      if (current.tenantId !== tenantId) throw new Error('A transaction of one tenant cannot turn to another');
      return work();
    }
    for (let run = 1; ; run += 1) {
      try {
        return await this.#runOnce(tenantId, work);
      } catch (error) {
        if (run >= MOST_RUNS || !AGAIN.has(sqlState(error))) throw error;
      }
    }
  }

  /** TypeORM's manager of the transaction one is in. Throws outside of one. */
  get manager(): EntityManager {
    return this.#required().runner.manager;
  }

  /** One statement inside the transaction one is in. Throws outside of one. */
  async query<R extends Row = Row>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const result = await this.#inTurn(text, values);
    return result.records as R[];
  }

  /** As `query`, and says how many rows the statement changed. */
  async change(text: string, values: readonly unknown[] = []): Promise<number> {
    const result = await this.#inTurn(text, values);
    return result.affected ?? 0;
  }

  /**
   * One reading statement for one tenant in one trip to the server, outside of any transaction (inside one it joins).
   * The text must be constant; lists go in as arrays (`= any($1)`).
   */
  async read<R extends Row = Row>(tenantId: Id, text: string, values: readonly unknown[] = []): Promise<R[]> {
    const current = this.#ambient.getStore();
    if (current !== undefined) {
      if (current.tenantId !== tenantId) throw new Error('A transaction of one tenant cannot read another');
      return this.query<R>(text, values);
    }
    const client = await this.#connect();
    try {
      return (await client.read(checkedTenant(tenantId), text, values)).rows;
    } finally {
      client.release();
    }
  }

  /** One call of a function in schema `directory`, which belongs to no tenant. */
  async directory<R extends Row = Row>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const client = await this.#connect();
    try {
      const result: pg.QueryResult = await (client as pg.PoolClient).query(text, [...values]);
      return result.rows;
    } finally {
      client.release();
    }
  }

  /** Whether PostgreSQL answers. */
  async ping(): Promise<void> {
    await this.directory('select 1');
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  async #runOnce<T>(tenantId: Id, work: () => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client: NamingClient = await runner.connect();
    const inTransaction = { isTransactionActive: true, transactionDepth: 1 };
    try {
      await client.query(`begin; select set_config('app.tenant', '${checkedTenant(tenantId)}', true)`);
      Object.assign(runner, inTransaction);
      const result = await this.#ambient.run({ tenantId, runner, tail: Promise.resolve() }, work);
      const answer: pg.QueryResult = await client.query('commit');
      if (answer.command === 'ROLLBACK') throw new Error('PostgreSQL rolled the transaction back at commit');
      return result;
    } catch (error) {
      await (client.query('rollback') as Promise<unknown>).catch(() => undefined);
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      await runner.release();
    }
  }

  /** Statements of one transaction that were asked for at once run one after the other. */
  #inTurn(text: string, values: readonly unknown[]): Promise<QueryResult> {
    const ambient = this.#required();
    const run = () => ambient.runner.query(text, [...values], true);
    const result = ambient.tail.then(run, run);
    ambient.tail = result;
    return result;
  }

  #required(): Ambient {
    const current = this.#ambient.getStore();
    if (current === undefined) throw new Error('This must run inside database.transaction');
    return current;
  }

  async #connect(): Promise<NamingClient & { release(): void }> {
    const pool = (this.source.driver as unknown as { master: { connect(): Promise<NamingClient & { release(): void }> } }).master;
    return pool.connect();
  }
}

/** The five-character SQLSTATE of a database error, or '' for any other. */
export function sqlState(error: unknown): string {
  const cause = error instanceof QueryFailedError ? error.driverError : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** The name of the constraint a database error speaks of, or ''. */
export function violatedConstraint(error: unknown): string {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const name = typeof cause === 'object' && cause !== null && 'constraint' in cause ? cause.constraint : undefined;
  return typeof name === 'string' ? name : '';
}

function checkedTenant(tenantId: Id): Id {
  if (!isId(tenantId)) throw new DomainError('NOT_FOUND');
  return tenantId;
}
