import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Competitions, skills, rounds, entries with their members, and judging panels. */
export class Competition1700000000004 implements MigrationInterface {
  readonly name = 'Competition1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.competition (
        tenant_id uuid not null,
        id uuid not null,
        organisation_id uuid not null,
        slug text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) between 2 and 60),
        name jsonb not null check (name ? 'zh-CN'),
        level text not null check (level in ('national', 'provincial', 'city', 'county', 'enterprise')),
        time_zone text not null default 'Asia/Shanghai',
        starts_on date not null,
        ends_on date not null,
        status text not null default 'draft' check (status in ('draft', 'open', 'closed')),
        version integer not null default 1,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, slug),
        check (ends_on >= starts_on),
        foreign key (tenant_id, organisation_id) references app.organisation (tenant_id, id)
      );
      create index competition_recent on app.competition (tenant_id, starts_on desc, id);

      create table app.skill (
        tenant_id uuid not null,
        id uuid not null,
        competition_id uuid not null,
        code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,19}$'),
        name jsonb not null check (name ? 'zh-CN'),
        status text not null default 'draft'
          check (status in ('draft', 'registration', 'marking', 'locked', 'checked', 'provisional', 'final')),
        entries_per_organisation integer check (entries_per_organisation between 1 and 10000),
        registration_closes_at timestamptz,
        locked_by uuid,
        checked_by uuid,
        published_by uuid,
        version integer not null default 1,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, competition_id, code),
        constraint four_eyes check (checked_by is distinct from locked_by or checked_by is null),
        constraint six_eyes check (published_by is distinct from checked_by or published_by is null),
        foreign key (tenant_id, competition_id) references app.competition (tenant_id, id),
        foreign key (tenant_id, locked_by) references app.person (tenant_id, id),
        foreign key (tenant_id, checked_by) references app.person (tenant_id, id),
        foreign key (tenant_id, published_by) references app.person (tenant_id, id)
      );

      create table app.round (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        position integer not null check (position between 1 and 100),
        name jsonb not null check (name ? 'zh-CN'),
        day date,
        primary key (tenant_id, id),
        unique (tenant_id, skill_id, position),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id)
      );

      create table app.entry (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        organisation_id uuid,
        bib integer not null check (bib between 1 and 99999),
        kind text not null check (kind in ('person', 'team')),
        status text not null default 'official' check (status in ('official', 'guest', 'withdrawn', 'absent', 'disqualified')),
        name text not null check (length(name) between 1 and 200),
        team_entry_id uuid,
        facts jsonb not null default '{}',
        version integer not null default 1,
        created_at timestamptz not null default app.now(),
        primary key (tenant_id, id),
        unique (tenant_id, skill_id, bib),
        foreign key (tenant_id, team_entry_id) references app.entry (tenant_id, id),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id),
        foreign key (tenant_id, organisation_id) references app.organisation (tenant_id, id)
      );
      comment on column app.entry.team_entry_id is 'the team entry that counts the points of this person''s entry';
      comment on column app.entry.facts is 'numbers for tie keys that are not marks, as decimal strings: { "minutesUsed": "212" }';
      create index entry_of_organisation on app.entry (tenant_id, skill_id, organisation_id);

      create table app.entry_member (
        tenant_id uuid not null,
        entry_id uuid not null,
        position integer not null check (position between 1 and 50),
        skill_id uuid not null,
        person_id uuid not null,
        primary key (tenant_id, entry_id, position),
        unique (tenant_id, skill_id, person_id),
        foreign key (tenant_id, entry_id) references app.entry (tenant_id, id) on delete cascade,
        foreign key (tenant_id, person_id) references app.person (tenant_id, id)
      );
      create index entry_member_of_person on app.entry_member (tenant_id, person_id);

      create table app.panel (
        tenant_id uuid not null,
        id uuid not null,
        skill_id uuid not null,
        code text not null check (length(code) between 1 and 40),
        name jsonb not null check (name ? 'zh-CN'),
        primary key (tenant_id, id),
        unique (tenant_id, skill_id, code),
        foreign key (tenant_id, skill_id) references app.skill (tenant_id, id)
      );
      create table app.panel_member (
        tenant_id uuid not null,
        panel_id uuid not null,
        seat text not null check (length(seat) between 1 and 20),
        person_id uuid,
        primary key (tenant_id, panel_id, seat),
        unique (tenant_id, panel_id, person_id),
        foreign key (tenant_id, panel_id) references app.panel (tenant_id, id) on delete cascade,
        foreign key (tenant_id, person_id) references app.person (tenant_id, id)
      );
      create index panel_member_of_person on app.panel_member (tenant_id, person_id);

      call app.wall('app.competition');
      call app.wall('app.skill');
      call app.wall('app.round');
      call app.wall('app.entry');
      call app.wall('app.entry_member');
      call app.wall('app.panel');
      call app.wall('app.panel_member');
      grant select, insert, update on app.competition, app.skill, app.entry, app.panel_member to guildhall_app;
      grant select, insert, delete on app.round, app.entry_member to guildhall_app;
      grant select, insert on app.panel to guildhall_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.panel_member, app.panel, app.entry_member, app.entry, app.round, app.skill, app.competition');
  }
}
