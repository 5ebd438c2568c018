import { type PgQueryable, runMigrations } from 'bullmq';
import type { MigrationStep } from '#database';
import { QUEUES } from './queue-list.js';

/** The schema of the queue library's tables, beside the outbox and the dead letters. */
export const QUEUE_SCHEMA = 'queue';

/**
 * Brings the queue library's own tables up to date, as the migrator, and lets the queue's login use (never own or change) them.
 * Safe to repeat and to run from several processes at once.
 */
export const migrateQueue: MigrationStep = async (client) => {
  await runMigrations(client as unknown as PgQueryable, QUEUE_SCHEMA);
  // The library would make a sequence of ids for each queue when it first uses it; the queue's login may create nothing.
  for (const queue of QUEUES) {
    await client.query(`
      do $$ begin
        execute format('create sequence if not exists ${QUEUE_SCHEMA}.%I', ${QUEUE_SCHEMA}.job_id_seq_name('${queue}'));
      end $$`);
  }
  await client.query(`
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to guildhall_queue;
    grant usage on all sequences in schema ${QUEUE_SCHEMA} to guildhall_queue;
    grant execute on all functions in schema ${QUEUE_SCHEMA} to guildhall_queue`);
};
