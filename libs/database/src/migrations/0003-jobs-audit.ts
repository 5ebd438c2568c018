import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox and dead letters in schema queue; job runs with their progress and the audit trail behind the wall. */
export class JobsAudit1700000000003 implements MigrationInterface {
  readonly name = 'JobsAudit1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table queue.outbox (
        id uuid primary key,
        tenant_id uuid not null,
        name text not null check (length(name) between 3 and 80),
        payload jsonb not null check (pg_column_size(payload) < 4096),
        created_at timestamptz not null default app.now()
      );
      create index outbox_in_order on queue.outbox (created_at, id);
      create table queue.dead_letter (
        id uuid primary key,
        tenant_id uuid not null,
        name text not null,
        payload jsonb not null,
        attempts integer not null,
        reason text not null,
        failed_at timestamptz not null default app.now()
      );
      grant insert (id, tenant_id, name, payload) on queue.outbox to guildhall_app;
      alter table queue.outbox enable row level security;
      alter table queue.outbox force row level security;
      create policy tell_own on queue.outbox for insert to guildhall_app
        with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
      create policy relay_all on queue.outbox for all to guildhall_queue using (true) with check (true);
      grant select, insert, update, delete on queue.outbox, queue.dead_letter to guildhall_queue;
      create function queue.outbox_wakes_relay() returns trigger language plpgsql as $$
      begin
        perform pg_notify('guildhall_outbox', '');
        return null;
      end $$;
      create trigger outbox_wakes_relay after insert on queue.outbox for each statement execute function queue.outbox_wakes_relay();

      create table app.job_run (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        subject_id uuid,
        started_by uuid,
        state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
        step text not null default '',
        done integer not null default 0 check (done >= 0),
        total integer not null default 0 check (total >= 0),
        problem text,
        result jsonb,
        created_at timestamptz not null default app.now(),
        updated_at timestamptz not null default app.now(),
        primary key (tenant_id, id)
      );
      create index job_run_recent on app.job_run (tenant_id, created_at desc, id);

      create table app.audit_entry (
        tenant_id uuid not null,
        seq bigint generated always as identity,
        id uuid not null,
        at timestamptz not null default app.now(),
        actor_kind text not null check (actor_kind in ('person', 'system', 'anonymous')),
        actor_id text,
        action text not null check (length(action) between 3 and 80),
        subject_kind text not null,
        subject_id uuid,
        detail jsonb not null default '{}',
        primary key (tenant_id, seq),
        unique (tenant_id, id)
      );
      create index audit_entry_of_subject on app.audit_entry (tenant_id, subject_id, seq);
      create table app.audit_seal (
        tenant_id uuid not null,
        number bigint not null,
        from_seq bigint not null,
        to_seq bigint not null,
        count integer not null,
        previous_hash bytea not null,
        hash bytea not null,
        sealed_at timestamptz not null default app.now(),
        primary key (tenant_id, number)
      );

      call app.wall('app.job_run');
      call app.wall('app.audit_entry');
      call app.wall('app.audit_seal');
      grant select, insert, update on app.job_run to guildhall_app;
      grant select, insert on app.audit_entry, app.audit_seal to guildhall_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table app.audit_seal, app.audit_entry, app.job_run, queue.dead_letter, queue.outbox;
      drop function queue.outbox_wakes_relay`);
  }
}
