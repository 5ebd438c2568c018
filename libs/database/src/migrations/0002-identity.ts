import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, the organisation tree with its closure, people, accounts and grants. */
export class Identity1700000000002 implements MigrationInterface {
  readonly name = 'Identity1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table directory.tenant (
        tenant_id uuid primary key,
        slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) between 2 and 40),
        name jsonb not null check (name ? 'zh-CN'),
        created_at timestamptz not null default app.now()
      );
      create table directory.membership (
        user_id text not null,
        tenant_id uuid not null references directory.tenant,
        person_id uuid not null,
        primary key (user_id, tenant_id),
        unique (tenant_id, person_id)
      );

      create table app.organisation (
        tenant_id uuid not null,
        id uuid not null,
        parent_id uuid,
        kind text not null check (kind in ('union', 'industry', 'enterprise')),
        level text not null check (level in ('national', 'provincial', 'city', 'county', 'enterprise')),
        code text not null check (length(code) between 1 and 40),
        name jsonb not null check (name ? 'zh-CN'),
        version integer not null default 1,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, code),
        foreign key (tenant_id, parent_id) references app.organisation (tenant_id, id)
      );
      create unique index organisation_one_root on app.organisation (tenant_id) where parent_id is null;
      create index organisation_of_parent on app.organisation (tenant_id, parent_id, code);

      create table app.organisation_closure (
        tenant_id uuid not null,
        ancestor_id uuid not null,
        descendant_id uuid not null,
        depth integer not null check (depth >= 0),
        primary key (tenant_id, ancestor_id, descendant_id),
        foreign key (tenant_id, ancestor_id) references app.organisation (tenant_id, id) on delete cascade,
        foreign key (tenant_id, descendant_id) references app.organisation (tenant_id, id) on delete cascade
      );
      create index organisation_closure_up on app.organisation_closure (tenant_id, descendant_id, ancestor_id);

      create table app.person (
        tenant_id uuid not null,
        id uuid not null,
        organisation_id uuid,
        name text not null check (length(name) between 1 and 100),
        name_latin text,
        sex text check (sex in ('female', 'male')),
        birth_year integer check (birth_year between 1900 and 2100),
        id_number_cipher bytea,
        id_number_index bytea,
        version integer not null default 1,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, id_number_index),
        foreign key (tenant_id, organisation_id) references app.organisation (tenant_id, id)
      );
      create index person_of_organisation on app.person (tenant_id, organisation_id, id);

      create table app.role_grant (
        tenant_id uuid not null,
        id uuid not null,
        person_id uuid not null,
        role text not null check (role in ('union_administrator', 'competition_organiser', 'chief_judge', 'judge', 'supervisor',
                                           'encryption_officer', 'enterprise_administrator', 'participant')),
        organisation_id uuid not null,
        competition_id uuid,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique nulls not distinct (tenant_id, person_id, role, organisation_id, competition_id),
        foreign key (tenant_id, person_id) references app.person (tenant_id, id) on delete cascade,
        foreign key (tenant_id, organisation_id) references app.organisation (tenant_id, id)
      );

      call app.wall('app.organisation');
      call app.wall('app.organisation_closure');
      call app.wall('app.person');
      call app.wall('app.role_grant');
      grant select, insert, update on app.organisation, app.person to guildhall_app;
      grant select, insert, delete on app.organisation_closure, app.role_grant to guildhall_app;

      grant select, insert on directory.tenant, directory.membership to guildhall_directory;

      create function directory.tenant_by_slug(wanted text) returns table (tenant_id uuid, slug text, name jsonb)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$ select t.tenant_id, t.slug, t.name from directory.tenant t where t.slug = wanted $$;
      create function directory.tenant_by_id(wanted uuid) returns table (tenant_id uuid, slug text, name jsonb)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$ select t.tenant_id, t.slug, t.name from directory.tenant t where t.tenant_id = wanted $$;
      create function directory.tenants() returns table (slug text, name jsonb)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$ select t.slug, t.name from directory.tenant t order by t.slug limit 500 $$;
      create function directory.found_tenant(id uuid, new_slug text, new_name jsonb) returns void
        language sql volatile security definer set search_path = pg_catalog, pg_temp
        as $$ insert into directory.tenant (tenant_id, slug, name) values (id, new_slug, new_name) $$;
      create function directory.join_tenant(new_user_id text, new_person_id uuid) returns void
        language sql volatile security definer set search_path = pg_catalog, pg_temp
        as $$ insert into directory.membership (user_id, tenant_id, person_id) values (new_user_id, app.tenant(), new_person_id) $$;
      create function directory.memberships_of(wanted text) returns table (tenant_id uuid, slug text, name jsonb, person_id uuid)
        language sql stable security definer set search_path = pg_catalog, pg_temp
        as $$ select t.tenant_id, t.slug, t.name, m.person_id from directory.membership m join directory.tenant t using (tenant_id)
              where m.user_id = wanted order by t.slug $$;
      alter function directory.tenant_by_slug(text) owner to guildhall_directory;
      alter function directory.tenant_by_id(uuid) owner to guildhall_directory;
      alter function directory.tenants() owner to guildhall_directory;
      alter function directory.found_tenant(uuid, text, jsonb) owner to guildhall_directory;
      alter function directory.join_tenant(text, uuid) owner to guildhall_directory;
      alter function directory.memberships_of(text) owner to guildhall_directory;
      revoke all on all functions in schema directory from public;
      grant execute on all functions in schema directory to guildhall_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function directory.tenant_by_slug, directory.tenant_by_id, directory.tenants, directory.found_tenant, directory.join_tenant, directory.memberships_of;
      drop table app.role_grant, app.person, app.organisation_closure, app.organisation, directory.membership, directory.tenant`);
  }
}
