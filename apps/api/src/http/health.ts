import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Database, migrations } from '#database';

/** `/livez`: the process answers. `/readyz`: the database does too, and its schema is the one this build was made for. */
@Injectable()
export class Health {
  constructor(private readonly database: Database) {}

  register(app: FastifyInstance): void {
    app.get('/livez', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
    app.get('/readyz', { logLevel: 'silent' }, async (request, reply) => {
      const fault = await this.#fault().catch((error: unknown) => {
        request.log.warn({ err: error }, 'not ready');
        return 'the database does not answer';
      });
      return fault === null ? { status: 'ok' } : reply.code(503).send({ status: 'unavailable', reason: fault });
    });
  }

  async #fault(): Promise<string | null> {
    const rows = await this.database.directory<{ name: string }>('select name from schema_history');
    const applied = new Set(rows.map(({ name }) => name));
    return migrations.every((Migration) => applied.has(new Migration().name)) ? null : 'migrations are pending';
  }
}
