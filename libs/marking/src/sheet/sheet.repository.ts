import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { DomainError, type Id } from '#kernel';
import type { NewMark } from './sheet.rules.js';

export type SheetStatus = 'open' | 'signed' | 'locked';

/** One panel member's marks for one entry, as they stand; the ledger tells how they came to be. */
export type Sheet = {
  readonly id: Id;
  readonly skillId: Id;
  readonly entryId: Id;
  readonly panelId: Id;
  readonly seat: string;
  readonly schemeId: Id;
  readonly status: SheetStatus;
  readonly version: number;
  /** Int32 little endian per aspect in scheme order. */
  readonly marks: Buffer;
  /** Ledger number of the last mark per aspect in scheme order; '0' for none. */
  readonly lastSeqs: readonly string[];
  readonly signedBy: Id | null;
};

export type NewSheet = Pick<Sheet, 'id' | 'entryId' | 'panelId' | 'seat'>;

export type SheetCount = { readonly skillId: Id; readonly status: SheetStatus; readonly sheets: number };

/** Where a mark is written: its sheet's place in the house. */
export type LedgerScope = { readonly tenantId: Id; readonly competitionId: Id; readonly personId: Id | null };

/** A sheet with the marks that it is to take. */
export type WrittenSheet = { readonly sheet: Sheet; readonly marks: Uint8Array; readonly written: readonly NewMark[] };

const COLUMNS = `id, skill_id as "skillId", entry_id as "entryId", panel_id as "panelId", seat, scheme_id as "schemeId", status, version,
  marks, last_seqs::text[] as "lastSeqs", signed_by as "signedBy"`;

@Injectable()
export class SheetRepository {
  constructor(private readonly database: Database) {}

  async find(tenantId: Id, id: Id): Promise<Sheet | null> {
    const rows = await this.database.read<Sheet>(tenantId, `select ${COLUMNS} from app.sheet where tenant_id = $1 and id = $2`, [
      tenantId,
      id,
    ]);
    return rows[0] ?? null;
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<Sheet[]> {
    return this.database.read<Sheet>(tenantId, `select ${COLUMNS} from app.sheet where tenant_id = $1 and id = any($2::uuid[])`, [
      tenantId,
      ids,
    ]);
  }

  async lock(tenantId: Id, id: Id): Promise<Sheet | null> {
    const rows = await this.database.query<Sheet>(`select ${COLUMNS} from app.sheet where tenant_id = $1 and id = $2 for update`, [
      tenantId,
      id,
    ]);
    return rows[0] ?? null;
  }

  /** All sheets of a skill with their bytes, in the order of entry and seat. */
  forSkill(tenantId: Id, skillId: Id): Promise<Sheet[]> {
    return this.database.read<Sheet>(
      tenantId,
      `select ${COLUMNS} from app.sheet where tenant_id = $1 and skill_id = $2 order by entry_id, panel_id, seat`,
      [tenantId, skillId],
    );
  }

  forEntry(tenantId: Id, entryId: Id): Promise<Sheet[]> {
    return this.database.read<Sheet>(
      tenantId,
      `select ${COLUMNS} from app.sheet where tenant_id = $1 and entry_id = $2 order by panel_id, seat`,
      [tenantId, entryId],
    );
  }

  /** Sheets of one seat in the order of their entries' ids, after the given one. */
  forSeat(tenantId: Id, panelId: Id, seat: string): Promise<Sheet[]> {
    return this.database.read<Sheet>(
      tenantId,
      `select ${COLUMNS} from app.sheet where tenant_id = $1 and panel_id = $2 and seat = $3 order by entry_id limit 2000`,
      [tenantId, panelId, seat],
    );
  }

  async insertAll(tenantId: Id, skillId: Id, schemeId: Id, empty: Uint8Array, aspects: number, sheets: readonly NewSheet[]): Promise<void> {
    await this.database.change(
      `insert into app.sheet (tenant_id, id, skill_id, entry_id, panel_id, seat, scheme_id, marks, last_seqs)
       select $1, s.id, $2, s.entry_id, s.panel_id, s.seat, $3, $4, array_fill(0::bigint, array[$5::int])
       from unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::text[]) as s (id, entry_id, panel_id, seat)`,
      [
        tenantId,
        skillId,
        schemeId,
        Buffer.from(empty),
        aspects,
        sheets.map((sheet) => sheet.id),
        sheets.map((sheet) => sheet.entryId),
        sheets.map((sheet) => sheet.panelId),
        sheets.map((sheet) => sheet.seat),
      ],
    );
  }

  /**
   * Writes marks into the ledger and the sheet's projection in one statement, compare-and-set on the sheet's version.
   * Returns the sheet as it then stands, or null when another change came first.
   */
  async write(scope: LedgerScope, sheet: Sheet, marks: Uint8Array, written: readonly NewMark[]): Promise<Sheet | null> {
    const rows = await this.database.query<Sheet>(
      `with written as (
         insert into app.mark (tenant_id, competition_id, skill_id, sheet_id, aspect, value, previous_seq, reason, person_id)
         select $1, $2, $3, $4, g.aspect, g.value, g.previous, g.reason, $5
         from unnest($6::text[], $7::numeric[], $8::bigint[], $9::text[]) as g (aspect, value, previous, reason)
         returning seq, aspect
       ), numbered as (
         select i.position, w.seq from written w join unnest($6::text[], $10::int[]) as i (aspect, position) using (aspect)
       )
       update app.sheet set version = version + 1, marks = $11, last_seqs = (
         select array_agg(coalesce(n.seq, o.seq) order by o.position)
         from unnest(last_seqs) with ordinality as o (seq, position) left join numbered n on n.position + 1 = o.position)
       where tenant_id = $1 and id = $4 and version = $12 and status = 'open'
       returning ${COLUMNS}`,
      [
        scope.tenantId,
        scope.competitionId,
        sheet.skillId,
        sheet.id,
        scope.personId,
        written.map((mark) => mark.aspect),
        written.map((mark) => mark.value),
        written.map((mark) => mark.previous),
        written.map((mark) => mark.reason),
        written.map((mark) => mark.index),
        Buffer.from(marks),
        sheet.version,
      ],
    );
    return rows[0] ?? null;
  }

  /** As `write`, for many sheets that are untouched since they were read. */
  async writeAll(scope: LedgerScope, skillId: Id, sheets: readonly WrittenSheet[]): Promise<void> {
    const marks = sheets.flatMap(({ sheet, written }) => written.map((mark) => ({ sheetId: sheet.id, ...mark })));
    // A plan made without the arrays takes them for ten rows each and joins thousands of marks by nested loops.
    await this.database.query("select set_config('plan_cache_mode', 'force_custom_plan', true)");
    const changed = await this.database.change(
      `with given as (
         select * from unnest($5::uuid[], $6::text[], $7::int[], $8::numeric[], $9::bigint[]) as g (sheet_id, aspect, position, value, previous)
       ), written as (
         insert into app.mark (tenant_id, competition_id, skill_id, sheet_id, aspect, value, previous_seq, person_id)
         select $1, $2, $3, sheet_id, aspect, value, previous, $4 from given
         returning seq, sheet_id, aspect
       ), numbered as (
         select sheet_id, array_agg(g.position) as positions, array_agg(w.seq) as seqs from written w join given g using (sheet_id, aspect) group by sheet_id
       )
       update app.sheet s set version = s.version + 1, marks = p.marks, last_seqs = (
         select array_agg(coalesce(n2.seq, o.seq) order by o.position)
         from unnest(s.last_seqs) with ordinality as o (seq, position)
         left join unnest(n.positions, n.seqs) as n2 (position, seq) on n2.position + 1 = o.position)
       from unnest($10::uuid[], $11::bytea[], $12::int[]) as p (id, marks, version) join numbered n on n.sheet_id = p.id
       where s.tenant_id = $1 and s.id = p.id and s.version = p.version`,
      [
        scope.tenantId,
        scope.competitionId,
        skillId,
        scope.personId,
        marks.map((mark) => mark.sheetId),
        marks.map((mark) => mark.aspect),
        marks.map((mark) => mark.index),
        marks.map((mark) => mark.value),
        marks.map((mark) => mark.previous),
        sheets.map(({ sheet }) => sheet.id),
        sheets.map(({ marks: bytes }) => Buffer.from(bytes)),
        sheets.map(({ sheet }) => sheet.version),
      ],
    );
    if (changed !== sheets.length) throw new DomainError('CONFLICT', { version: changed });
  }

  async setStatus(tenantId: Id, id: Id, version: number, status: SheetStatus, signedBy: Id | null): Promise<Sheet | null> {
    const rows = await this.database.query<Sheet>(
      `update app.sheet set status = $4, version = version + 1, signed_by = $5, signed_at = case when $5::uuid is null then null else app.now() end
       where tenant_id = $1 and id = $2 and version = $3 returning ${COLUMNS}`,
      [tenantId, id, version, status, signedBy],
    );
    return rows[0] ?? null;
  }

  /** Moves every sheet of a skill from one status to another. */
  async setStatusOfSkill(tenantId: Id, skillId: Id, from: SheetStatus, to: SheetStatus): Promise<number> {
    return this.database.change('update app.sheet set status = $4 where tenant_id = $1 and skill_id = $2 and status = $3', [
      tenantId,
      skillId,
      from,
      to,
    ]);
  }

  async countInStatus(tenantId: Id, skillId: Id, status: SheetStatus): Promise<number> {
    const [row] = await this.database.read<{ count: number }>(
      tenantId,
      'select count(*)::int as count from app.sheet where tenant_id = $1 and skill_id = $2 and status = $3',
      [tenantId, skillId, status],
    );
    return row?.count ?? 0;
  }

  /** Sheets of several skills by status; what there is none of is left out. */
  countsOfSkills(tenantId: Id, skillIds: readonly Id[]): Promise<SheetCount[]> {
    return this.database.read<SheetCount>(
      tenantId,
      `select skill_id as "skillId", status, count(*)::int as sheets from app.sheet
       where tenant_id = $1 and skill_id = any($2::uuid[]) group by skill_id, status`,
      [tenantId, skillIds],
    );
  }

  /** Sheets of several seats by skill and status; what there is none of is left out. */
  countsOfSeats(tenantId: Id, seats: readonly Pick<Sheet, 'panelId' | 'seat'>[]): Promise<SheetCount[]> {
    return this.database.read<SheetCount>(
      tenantId,
      `select s.skill_id as "skillId", s.status, count(*)::int as sheets
       from unnest($2::uuid[], $3::text[]) as w (panel_id, seat)
       join app.sheet s on s.tenant_id = $1 and s.panel_id = w.panel_id and s.seat = w.seat
       group by s.skill_id, s.status`,
      [tenantId, seats.map(({ panelId }) => panelId), seats.map(({ seat }) => seat)],
    );
  }
}
