import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemes and rules by version, sheets, the insert-only ledger with its seals, standings and publications. */
export class Marking1700000000005 implements MigrationInterface {
  readonly name = 'Marking1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.scheme (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        number integer not null check (number >= 1),
        scheme jsonb not null,
        rules jsonb not null,
        source_name text,
        source_sha256 bytea,
        created_by uuid,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, skill_id, number),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id)
      );

      create table app.sheet (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        entry_id uuid not null,
        panel_id uuid not null,
        seat text not null,
        scheme_id uuid not null,
        status text not null default 'open' check (status in ('open', 'signed', 'locked')),
        version integer not null default 0,
        marks bytea not null,
        last_seqs bigint[] not null,
        signed_by uuid,
        signed_at timestamptz,
        primary key (tenant_id, id),
        unique (tenant_id, entry_id, panel_id, seat),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id),
        foreign key (tenant_id, entry_id) references app.entry (tenant_id, id),
        foreign key (tenant_id, panel_id, seat) references app.panel_member (tenant_id, panel_id, seat),
        foreign key (tenant_id, scheme_id) references app.scheme (tenant_id, id)
      );
      comment on column app.sheet.marks is 'Int32 little endian per aspect in scheme order; the projection of the ledger, written in the same statement';
      comment on column app.sheet.last_seqs is 'ledger number of the last mark per aspect in scheme order, 0 for none';
      create index sheet_of_skill on app.sheet (tenant_id, skill_id, id) include (version);
      create index sheet_of_panel on app.sheet (tenant_id, panel_id, seat, entry_id);

      create table app.mark (
        tenant_id uuid not null,
        seq bigint generated always as identity,
        competition_id uuid not null,
        skill_id uuid not null,
        sheet_id uuid not null,
        aspect text not null,
        value numeric,
        previous_seq bigint not null default 0,
        reason text check (length(reason) <= 500),
        person_id uuid,
        at timestamptz not null default app.now(),
        primary key (tenant_id, seq),
        unique (tenant_id, sheet_id, aspect, previous_seq),
        foreign key (tenant_id, sheet_id) references app.sheet (tenant_id, id)
      );
      comment on table app.mark is 'The ledger: insert-only; a correction names the mark it replaces; value null is an absent judge';
      create index mark_in_order on app.mark (tenant_id, competition_id, seq);

      create function app.mark_joins_queue() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended('mark:' || app.tenant()::text, 0));
        return null;
      end $$;
      comment on function app.mark_joins_queue() is
        'Numbers are given while this lock is shared; the sealer holds it alone, so no smaller number can appear behind a seal';
      create trigger mark_joins_queue before insert on app.mark for each statement execute function app.mark_joins_queue();
      grant execute on function app.mark_joins_queue() to guildhall_app;

      create table app.tie_decision (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        entry_ids uuid[] not null check (cardinality(entry_ids) >= 2),
        reason text not null check (length(reason) between 1 and 500),
        person_id uuid,
        at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id)
      );

      create table app.mark_seal (
        tenant_id uuid not null,
        competition_id uuid not null,
        number bigint not null,
        from_seq bigint not null,
        to_seq bigint not null,
        count integer not null,
        previous_hash bytea not null,
        hash bytea not null,
        signature bytea not null,
        key_id text not null,
        sealed_at timestamptz not null default app.now(),
        primary key (tenant_id, competition_id, number),
        foreign key (tenant_id, competition_id) references app.competition (tenant_id, id)
      );

      create table app.standing (
        tenant_id uuid not null,
        skill_id uuid not null,
        entry_id uuid not null,
        place integer,
        sort integer not null,
        points_numerator numeric,
        points_denominator numeric,
        points text,
        scale integer,
        award text,
        tie jsonb,
        breakdown jsonb not null,
        primary key (tenant_id, skill_id, entry_id),
        foreign key (tenant_id, entry_id) references app.entry (tenant_id, id)
      );
      create index standing_in_order on app.standing (tenant_id, skill_id, sort);
      create table app.standing_stamp (
        tenant_id uuid not null,
        skill_id uuid not null,
        marks_version bigint not null,
        entries_version bigint not null,
        rule_version integer not null,
        engine_version text not null,
        input_hash text not null,
        entries integer not null,
        computed_at timestamptz not null default app.now(),
        primary key (tenant_id, skill_id),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id)
      );

      create table app.publication (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        number integer not null check (number >= 1),
        stage text not null check (stage in ('provisional', 'final')),
        document bytea not null,
        sha256 bytea not null,
        marks_version bigint not null,
        supersedes_id uuid,
        published_by uuid,
        published_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, skill_id, number),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id),
        foreign key (tenant_id, supersedes_id) references app.publication (tenant_id, id)
      );

      call app.wall('app.scheme');
      call app.wall('app.sheet');
      call app.wall('app.mark');
      call app.wall('app.tie_decision');
      call app.wall('app.mark_seal');
      call app.wall('app.standing');
      call app.wall('app.standing_stamp');
      call app.wall('app.publication');
      grant select, insert on app.scheme, app.mark, app.mark_seal, app.tie_decision, app.publication to guildhall_app;
      grant select, insert, update on app.sheet, app.standing_stamp to guildhall_app;
      grant select, insert, update, delete on app.standing to guildhall_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.publication, app.standing_stamp, app.standing, app.mark_seal, app.mark, app.sheet, app.scheme');
  }
}
