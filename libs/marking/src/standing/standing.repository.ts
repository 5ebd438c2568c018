import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id } from '#kernel';
import type { BreakdownLine } from '../publication/result-document.js';

/** A computed place and points of an entry. `points` shows the exact fraction with the decimals of the rules. */
export type StandingRow = {
  readonly entryId: Id;
  readonly place: number | null;
  /** Order of the list: placed entries best first, then those without a place. From 1. */
  readonly sort: number;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly points: string | null;
  readonly scale: number | null;
  readonly award: string | null;
  readonly tie: { readonly shared: boolean; readonly decidedBy: string | null; readonly open: boolean } | null;
  readonly breakdown: readonly BreakdownLine[];
};

/** What the standings of a skill were computed from. */
export type Stamp = {
  readonly marksVersion: number;
  readonly entriesVersion: number;
  readonly ruleVersion: number;
  readonly engineVersion: string;
  readonly inputHash: string;
  readonly entries: number;
  readonly computedAt: Date;
};

const COLUMNS = `entry_id as "entryId", place, sort, points_numerator::text as numerator, points_denominator::text as denominator, points, scale,
  award, tie, breakdown`;

@Injectable()
export class StandingRepository {
  constructor(private readonly database: Database) {}

  /** Two computations of one skill wait for each other. */
  async lockSkill(tenantId: Id, skillId: Id): Promise<void> {
    await this.database.query("select pg_advisory_xact_lock(hashtextextended('standing:' || $1 || $2, 0))", [tenantId, skillId]);
  }

  async stamp(tenantId: Id, skillId: Id): Promise<Stamp | null> {
    const rows = await this.database.read<Stamp & { marksVersion: string; entriesVersion: string }>(
      tenantId,
      `select marks_version::text as "marksVersion", entries_version::text as "entriesVersion", rule_version as "ruleVersion",
         engine_version as "engineVersion", input_hash as "inputHash", entries, computed_at as "computedAt"
       from app.standing_stamp where tenant_id = $1 and skill_id = $2`,
      [tenantId, skillId],
    );
    const row = rows[0];
    return row === undefined ? null : { ...row, marksVersion: Number(row.marksVersion), entriesVersion: Number(row.entriesVersion) };
  }

  /** Replaces the standings of a skill: rows that changed are rewritten, rows of entries that are gone leave. */
  async replace(tenantId: Id, skillId: Id, rows: readonly StandingRow[], stamp: Omit<Stamp, 'computedAt'>): Promise<void> {
    await this.database.change(
      `with given as (
         select * from unnest($3::uuid[], $4::int[], $5::int[], $6::numeric[], $7::numeric[], $8::text[], $9::int[], $10::text[], $11::jsonb[], $12::jsonb[])
           as g (entry_id, place, sort, numerator, denominator, points, scale, award, tie, breakdown)
       ), gone as (
         delete from app.standing s where s.tenant_id = $1 and s.skill_id = $2 and not exists (select 1 from given g where g.entry_id = s.entry_id)
       )
       insert into app.standing as s (tenant_id, skill_id, entry_id, place, sort, points_numerator, points_denominator, points, scale, award, tie, breakdown)
       select $1, $2, entry_id, place, sort, numerator, denominator, points, scale, award, tie, breakdown from given
       on conflict (tenant_id, skill_id, entry_id) do update set place = excluded.place, sort = excluded.sort,
         points_numerator = excluded.points_numerator, points_denominator = excluded.points_denominator, points = excluded.points,
         scale = excluded.scale, award = excluded.award, tie = excluded.tie, breakdown = excluded.breakdown
       where (s.place, s.sort, s.points_numerator, s.points_denominator, s.points, s.scale, s.award, s.tie, s.breakdown) is distinct from
         (excluded.place, excluded.sort, excluded.points_numerator, excluded.points_denominator, excluded.points, excluded.scale, excluded.award,
          excluded.tie, excluded.breakdown)`,
      [
        tenantId,
        skillId,
        rows.map((row) => row.entryId),
        rows.map((row) => row.place),
        rows.map((row) => row.sort),
        rows.map((row) => row.numerator),
        rows.map((row) => row.denominator),
        rows.map((row) => row.points),
        rows.map((row) => row.scale),
        rows.map((row) => row.award),
        rows.map((row) => (row.tie === null ? null : JSON.stringify(row.tie))),
        rows.map((row) => JSON.stringify(row.breakdown)),
      ],
    );
    await this.database.change(
      `insert into app.standing_stamp (tenant_id, skill_id, marks_version, entries_version, rule_version, engine_version, input_hash, entries)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (tenant_id, skill_id) do update set marks_version = excluded.marks_version, entries_version = excluded.entries_version,
         rule_version = excluded.rule_version, engine_version = excluded.engine_version, input_hash = excluded.input_hash,
         entries = excluded.entries, computed_at = app.now()`,
      [tenantId, skillId, stamp.marksVersion, stamp.entriesVersion, stamp.ruleVersion, stamp.engineVersion, stamp.inputHash, stamp.entries],
    );
  }

  forSkill(tenantId: Id, skillId: Id): Promise<StandingRow[]> {
    return this.database.read<StandingRow>(
      tenantId,
      `select ${COLUMNS} from app.standing where tenant_id = $1 and skill_id = $2 order by sort`,
      [tenantId, skillId],
    );
  }

  /** At most `limit` standings of a skill after the given position, in order. */
  page(tenantId: Id, skillId: Id, afterSort: number, limit: number): Promise<StandingRow[]> {
    return this.database.read<StandingRow>(
      tenantId,
      `select ${COLUMNS} from app.standing where tenant_id = $1 and skill_id = $2 and sort > $3 order by sort limit $4`,
      [tenantId, skillId, afterSort, limit],
    );
  }

  /** How many entries stand in a tie that people must decide. */
  async countOpenTies(tenantId: Id, skillId: Id): Promise<number> {
    const [row] = await this.database.read<{ count: number }>(
      tenantId,
      "select count(*)::int as count from app.standing where tenant_id = $1 and skill_id = $2 and (tie ->> 'open')::boolean",
      [tenantId, skillId],
    );
    return row?.count ?? 0;
  }

  async forEntry(tenantId: Id, skillId: Id, entryId: Id): Promise<StandingRow | null> {
    const rows = await this.database.read<StandingRow>(
      tenantId,
      `select ${COLUMNS} from app.standing where tenant_id = $1 and skill_id = $2 and entry_id = $3`,
      [tenantId, skillId, entryId],
    );
    return rows[0] ?? null;
  }
}
