import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-in. The first four tables are what better-auth 1.7 compiles for itself with its username plugin (passkeys, second factors and
 * OIDC are later tables of its plugins beside these). What happens to them is written to the tenants' trails by triggers, so that
 * the act and its line commit together whoever acts.
 */
export class Auth1700000000007 implements MigrationInterface {
  readonly name = 'Auth1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(LIMITER);
    await runner.query(TRAIL);
    await runner.query(SESSIONS);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger audit_line_holds_lock on app.audit_entry;
      drop table auth.sign_in_counter, auth.verification, auth.account, auth.session, auth."user";
      drop function auth.take_attempt, directory.session_changed, directory.password_changed, directory.sign_in_failed, directory.note_for_user,
        directory.session_actor, directory.refresh_session, directory.create_account, directory.tenant_ids, app.audit_line_holds_lock, app.audit_lock`);
  }
}

const TABLES = `
  create table auth."user" (
    "id" text not null primary key,
    "name" text not null,
    "email" text not null unique,
    "emailVerified" boolean not null,
    "image" text,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp,
    "username" text unique,
    "displayUsername" text
  );
  create table auth.session (
    "id" text not null primary key,
    "expiresAt" timestamptz not null,
    "token" text not null unique,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "userId" text not null references auth."user" ("id") on delete cascade
  );
  create table auth.account (
    "id" text not null primary key,
    "accountId" text not null,
    "providerId" text not null,
    "userId" text not null references auth."user" ("id") on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    "scope" text,
    "password" text,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null
  );
  create table auth.verification (
    "id" text not null primary key,
    "identifier" text not null,
    "value" text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default current_timestamp,
    "updatedAt" timestamptz not null default current_timestamp
  );
  create index session_of_user on auth.session ("userId");
  create index account_of_user on auth.account ("userId");
  create index verification_of_identifier on auth.verification ("identifier");`;

/** Counts failures before a password is looked at: all keys are locked in order, and either all have room or none is charged. */
const LIMITER = `
  create table auth.sign_in_counter (
    key bytea primary key,
    failures integer not null check (failures >= 0),
    ends_at timestamptz not null
  );
  create index sign_in_counter_ended on auth.sign_in_counter (ends_at);
  comment on table auth.sign_in_counter is 'Failed sign-ins by keyed hash of account, device or address; no name or address stands here';
  create function auth.take_attempt(keys bytea[], most integer[], span interval) returns integer
    language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
  declare
    wait double precision;
  begin
    delete from auth.sign_in_counter where key in
      (select c.key from auth.sign_in_counter c where c.ends_at < now() and c.key <> all (keys) order by c.ends_at limit 10 for update skip locked);
    insert into auth.sign_in_counter as c (key, failures, ends_at)
      select k, 0, now() + span from unnest(keys) as k order by k
      on conflict (key) do update set
        failures = case when c.ends_at <= now() then 0 else c.failures end,
        ends_at = case when c.ends_at <= now() then excluded.ends_at else c.ends_at end;
    select max(extract(epoch from c.ends_at - now())) into wait
      from unnest(keys, most) as asked (key, most) join auth.sign_in_counter c using (key) where c.failures >= asked.most;
    if wait is not null then return greatest(1, ceil(wait)); end if;
    update auth.sign_in_counter c set failures = failures + 1 where c.key = any (keys);
    return 0;
  end $$;
  comment on function auth.take_attempt(bytea[], integer[], interval) is '0 when the attempt may go on, else the seconds to wait';`;

const TRAIL = `
  create function app.audit_lock(tenant uuid) returns bigint language sql immutable
    return hashtextextended('guildhall audit ' || tenant::text, 0);
  create function app.audit_line_holds_lock() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
  begin
    if app.tenant() is not null then perform pg_advisory_xact_lock_shared(app.audit_lock(app.tenant())); end if;
    return null;
  end $$;
  comment on function app.audit_line_holds_lock() is 'Held until commit, before a line takes its number: a sealer that holds the exclusive lock sees every lower number';
  create trigger audit_line_holds_lock before insert on app.audit_entry for each statement execute function app.audit_line_holds_lock();

  create function directory.note_for_user(wanted text, action text, subject_kind text, detail jsonb) returns void
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
  declare
    member record;
    tenant_before text := current_setting('app.tenant', true);
  begin
    for member in select m.tenant_id, m.person_id from directory.membership m where m.user_id = wanted order by m.tenant_id loop
      perform set_config('app.tenant', member.tenant_id::text, true);
      insert into app.audit_entry (tenant_id, id, actor_kind, actor_id, action, subject_kind, subject_id, detail)
        values (member.tenant_id, uuidv7(), case when action = 'sign_in.failed' then 'anonymous' else 'person' end,
                case when action = 'sign_in.failed' then null else member.person_id::text end, action, subject_kind, member.person_id, detail);
    end loop;
    perform set_config('app.tenant', coalesce(tenant_before, ''), true);
  end $$;
  create function directory.session_changed() returns trigger
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
  begin
    if tg_op = 'INSERT' then
      delete from auth.session s where s."userId" = new."userId" and s."expiresAt" < now();
      perform directory.note_for_user(new."userId", 'session.started', 'person', jsonb_build_object('sessionId', new."id"));
    else
      perform directory.note_for_user(old."userId", 'session.ended', 'person', jsonb_build_object('sessionId', old."id"));
    end if;
    return null;
  end $$;
  create function directory.password_changed() returns trigger
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
  begin
    delete from auth.session s where s."userId" = new."userId";
    perform directory.note_for_user(new."userId", 'password.changed', 'person', '{}');
    return null;
  end $$;
  create function directory.sign_in_failed(wanted text) returns void
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
  declare
    found_id text;
  begin
    select u."id" into found_id from auth."user" u where u."email" = lower(wanted) or u."username" = lower(wanted);
    perform directory.note_for_user(found_id, 'sign_in.failed', 'person', '{}');
  end $$;
  create trigger session_changed after insert or delete on auth.session for each row execute function directory.session_changed();
  create trigger password_changed after update of "password" on auth.account for each row
    when (old."password" is distinct from new."password") execute function directory.password_changed();`;

/** Everything that leads from a session or an account to a person of a tenant. */
const SESSIONS = `
  create function directory.session_actor(wanted text, wanted_slug text)
    returns table (user_id text, tenant_id uuid, slug text, person_id uuid, stale boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp as $$
      select s."userId", t.tenant_id, t.slug, m.person_id, s."expiresAt" < now() + interval '6 days'
        from auth.session s
        join directory.membership m on m.user_id = s."userId"
        join directory.tenant t on t.tenant_id = m.tenant_id
       where s."token" = wanted and s."expiresAt" > now() and (wanted_slug is null or t.slug = wanted_slug)
       order by t.slug limit 1 $$;
  create function directory.refresh_session(wanted text) returns void
    language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
      update auth.session set "expiresAt" = now() + interval '7 days', "updatedAt" = now()
       where "token" = wanted and "expiresAt" > now() and "expiresAt" < now() + interval '6 days' $$;
  create function directory.create_account(new_user_id text, new_email text, new_username text, password_hash text, new_person_id uuid) returns void
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
  begin
    insert into auth."user" ("id", "name", "email", "emailVerified", "username", "displayUsername")
      values (new_user_id, coalesce(new_username, new_email), new_email, false, new_username, new_username);
    insert into auth.account ("id", "accountId", "providerId", "userId", "password", "updatedAt")
      values (new_user_id, new_user_id, 'credential', new_user_id, password_hash, now());
    insert into directory.membership (user_id, tenant_id, person_id) values (new_user_id, app.tenant(), new_person_id);
  end $$;
  create function directory.tenant_ids() returns setof uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$ select t.tenant_id from directory.tenant t order by t.tenant_id $$;`;

const RIGHTS = `
  revoke create on schema auth from guildhall_auth;
  grant select, insert, update, delete on auth."user", auth.session, auth.account, auth.verification, auth.sign_in_counter to guildhall_auth;
  grant usage on schema directory to guildhall_auth;
  grant select, insert on auth."user", auth.account to guildhall_directory;
  grant select, update, delete on auth.session to guildhall_directory;
  grant insert on app.audit_entry to guildhall_directory;

  alter function directory.note_for_user(text, text, text, jsonb) owner to guildhall_directory;
  alter function directory.session_changed() owner to guildhall_directory;
  alter function directory.password_changed() owner to guildhall_directory;
  alter function directory.sign_in_failed(text) owner to guildhall_directory;
  alter function directory.session_actor(text, text) owner to guildhall_directory;
  alter function directory.refresh_session(text) owner to guildhall_directory;
  alter function directory.create_account(text, text, text, text, uuid) owner to guildhall_directory;
  alter function directory.tenant_ids() owner to guildhall_directory;
  revoke all on function auth.take_attempt(bytea[], integer[], interval), app.audit_lock(uuid), app.audit_line_holds_lock(),
    directory.note_for_user(text, text, text, jsonb), directory.session_changed(), directory.password_changed(), directory.sign_in_failed(text),
    directory.session_actor(text, text), directory.refresh_session(text), directory.create_account(text, text, text, text, uuid),
    directory.tenant_ids() from public;
  grant execute on function app.audit_lock(uuid) to guildhall_app, guildhall_directory;
  grant execute on function auth.take_attempt(bytea[], integer[], interval), directory.sign_in_failed(text) to guildhall_auth;
  grant execute on function directory.session_actor(text, text), directory.refresh_session(text),
    directory.create_account(text, text, text, text, uuid), directory.tenant_ids() to guildhall_app;`;
