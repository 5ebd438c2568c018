import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { type Id, newId } from '#kernel';
import type { Definition } from './definition.js';

export type OutboxOptions = {
  /** People may watch it: keeps a run with its progress under the same id. */
  readonly visible?: boolean;
  /** What a visible job works on, for those who list jobs. */
  readonly subjectId?: Id;
  /** The person (not the account) who caused it. */
  readonly startedBy?: Id;
};

/** The only way to ask for work: written in the transaction that gives the reason for it, delivered if and only if that commits. */
@Injectable()
export class Outbox {
  constructor(private readonly database: Database) {}

  /**
   * Asks for a job, or tells news, inside the transaction one is in. Returns the job's id.
   * Throws outside of a transaction, and when the payload has not the declared shape or is too large.
   */
  async add<P extends object>(what: Definition<P>, payload: NoInfer<P>, options: OutboxOptions = {}): Promise<Id> {
    const id = newId();
    await this.database.query('insert into queue.outbox (id, tenant_id, name, payload) values ($1, app.tenant(), $2, $3)', [
      id,
      what.name,
      JSON.stringify(what.parse(payload)),
    ]);
    if (options.visible === true) {
      await this.database.query(
        'insert into app.job_run (tenant_id, id, name, subject_id, started_by) values (app.tenant(), $1, $2, $3, $4)',
        [id, what.name, options.subjectId ?? null, options.startedBy ?? null],
      );
    }
    return id;
  }
}
