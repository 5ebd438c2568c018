import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Certificates, their history, and the public code that leads an anonymous visitor to the right tenant. */
export class Certificate1700000000006 implements MigrationInterface {
  readonly name = 'Certificate1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table directory.certificate_code (
        code text primary key,
        tenant_id uuid not null references directory.tenant,
        certificate_id uuid not null,
        unique (tenant_id, certificate_id)
      );

      create table app.certificate (
        tenant_id uuid not null,
        id uuid not null,
        code text not null,
        subject_kind text not null check (subject_kind in ('award')),
        subject_id uuid not null,
        holder_id uuid,
        holder_name text not null,
        award text not null,
        publication_id uuid not null,
        publication_sha256 bytea not null,
        content jsonb not null,
        document_sha256 bytea,
        status text not null default 'valid' check (status in ('valid', 'superseded', 'suspended', 'revoked')),
        version integer not null default 1,
        issued_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, code),
        foreign key (tenant_id, publication_id) references app.publication (tenant_id, id)
      );
      create unique index certificate_once on app.certificate (tenant_id, subject_kind, subject_id, holder_id, award) nulls not distinct
        where status in ('valid', 'suspended');
      create index certificate_of_publication on app.certificate (tenant_id, publication_id, id);
      create index certificate_of_holder on app.certificate (tenant_id, holder_id, id);

      create table app.certificate_event (
        tenant_id uuid not null,
        id uuid not null,
        certificate_id uuid not null,
        status text not null check (status in ('valid', 'superseded', 'suspended', 'revoked')),
        reason text check (length(reason) <= 500),
        person_id uuid,
        at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        foreign key (tenant_id, certificate_id) references app.certificate (tenant_id, id)
      );
      create index certificate_event_of on app.certificate_event (tenant_id, certificate_id, at);

      call app.wall('app.certificate');
      call app.wall('app.certificate_event');
      grant select, insert, update on app.certificate to guildhall_app;
      grant select, insert on app.certificate_event to guildhall_app;

      grant select, insert on directory.certificate_code to guildhall_directory;
      create function directory.register_certificates(codes text[], ids uuid[]) returns void
        language sql volatile security definer set search_path = pg_catalog, pg_temp
        as $$ insert into directory.certificate_code (code, tenant_id, certificate_id)
              select c, app.tenant(), i from unnest(codes, ids) as given (c, i) on conflict do nothing $$;
      create function directory.certificate_by_code(wanted text) returns table (tenant_id uuid, certificate_id uuid)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$ select c.tenant_id, c.certificate_id from directory.certificate_code c where c.code = wanted $$;
      alter function directory.register_certificates(text[], uuid[]) owner to guildhall_directory;
      alter function directory.certificate_by_code(text) owner to guildhall_directory;
      revoke all on function directory.register_certificates(text[], uuid[]), directory.certificate_by_code(text) from public;
      grant execute on function directory.register_certificates(text[], uuid[]), directory.certificate_by_code(text) to guildhall_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function directory.register_certificates, directory.certificate_by_code;
      drop table app.certificate_event, app.certificate, directory.certificate_code`);
  }
}
