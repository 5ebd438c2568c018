import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemas, the clock, and the wall between tenants as two functions that every later table uses. */
export class Foundation1700000000001 implements MigrationInterface {
  readonly name = 'Foundation1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema app;
      create schema directory;
      create schema auth;
      create schema queue;
      grant usage on schema app, directory, queue to guildhall_app;
      grant usage on schema app, auth, directory to guildhall_directory;
      grant usage, create on schema auth to guildhall_auth;
      grant usage on schema queue to guildhall_queue;
      alter default privileges revoke execute on functions from public;

      create function app.now() returns timestamptz language sql stable
        return transaction_timestamp();
      comment on function app.now() is 'The time that decides deadlines; only test databases may replace it';
      grant execute on function app.now() to guildhall_app, guildhall_queue, guildhall_directory;

      create function app.tenant() returns uuid language sql stable
        return nullif(current_setting('app.tenant', true), '')::uuid;
      grant execute on function app.tenant() to guildhall_app, guildhall_directory;

      create procedure app.wall(target regclass) language plpgsql as $$
      begin
        execute format('alter table %s enable row level security', target);
        execute format('alter table %s force row level security', target);
        execute format(
          'create policy tenant_wall on %s using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
             with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', target);
      end $$;
      revoke all on procedure app.wall(regclass) from public;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema queue cascade; drop schema auth cascade; drop schema directory cascade; drop schema app cascade');
  }
}
