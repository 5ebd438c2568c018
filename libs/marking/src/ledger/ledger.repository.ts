import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id } from '#kernel';
import type { LedgerRow, Seal } from './seal.rules.js';

const ROW = `seq::text, skill_id as "skillId", sheet_id as "sheetId", aspect, value::text, previous_seq::text as "previousSeq", reason,
  person_id as "personId", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
const SEAL = `number::int, from_seq::text as "fromSeq", to_seq::text as "toSeq", count, previous_hash as "previousHash", hash, signature, key_id as "keyId"`;

@Injectable()
export class LedgerRepository {
  constructor(private readonly database: Database) {}

  /** Waits until no mark of the tenant is being written and keeps new ones waiting until the transaction ends. */
  async holdWriters(tenantId: Id): Promise<void> {
    await this.database.query("select pg_advisory_xact_lock(hashtextextended('mark:' || $1, 0))", [tenantId]);
  }

  rowsAfter(tenantId: Id, competitionId: Id, seq: string, limit: number): Promise<LedgerRow[]> {
    return this.database.read<LedgerRow>(
      tenantId,
      `select ${ROW} from app.mark where tenant_id = $1 and competition_id = $2 and seq > $3 order by app.mark.seq limit $4`,
      [tenantId, competitionId, seq, limit],
    );
  }

  /** History of sheets, oldest first. */
  rowsOfSheets(tenantId: Id, sheetIds: readonly Id[]): Promise<LedgerRow[]> {
    return this.database.read<LedgerRow>(
      tenantId,
      `select ${ROW} from app.mark where tenant_id = $1 and sheet_id = any($2::uuid[]) order by app.mark.seq`,
      [tenantId, sheetIds],
    );
  }

  /** Whether the person has entered or corrected any mark of the skill. */
  async hasMarked(tenantId: Id, competitionId: Id, skillId: Id, personId: Id): Promise<boolean> {
    const rows = await this.database.read(
      tenantId,
      'select 1 from app.mark where tenant_id = $1 and competition_id = $2 and skill_id = $3 and person_id = $4 limit 1',
      [tenantId, competitionId, skillId, personId],
    );
    return rows.length > 0;
  }

  async lastSeal(tenantId: Id, competitionId: Id): Promise<Seal | null> {
    const rows = await this.database.read<Seal>(
      tenantId,
      `select ${SEAL} from app.mark_seal where tenant_id = $1 and competition_id = $2 order by app.mark_seal.number desc limit 1`,
      [tenantId, competitionId],
    );
    return rows[0] ?? null;
  }

  seals(tenantId: Id, competitionId: Id): Promise<Seal[]> {
    return this.database.read<Seal>(
      tenantId,
      `select ${SEAL} from app.mark_seal where tenant_id = $1 and competition_id = $2 order by app.mark_seal.number`,
      [tenantId, competitionId],
    );
  }

  async insertSeal(tenantId: Id, competitionId: Id, seal: Seal): Promise<void> {
    await this.database.change(
      `insert into app.mark_seal (tenant_id, competition_id, number, from_seq, to_seq, count, previous_hash, hash, signature, key_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        tenantId,
        competitionId,
        seal.number,
        seal.fromSeq,
        seal.toSeq,
        seal.count,
        seal.previousHash,
        seal.hash,
        seal.signature,
        seal.keyId,
      ],
    );
  }

  /**
   * Competitions of the tenant with marks that no seal covers yet. Asked about once a second: it steps from competition to competition
   * along the index and never reads the marks of one.
   */
  async unsealed(tenantId: Id): Promise<readonly Id[]> {
    const rows = await this.database.read<{ id: Id }>(
      tenantId,
      `with recursive marked as (
         (select competition_id as id from app.mark where tenant_id = $1 order by competition_id limit 1)
         union all
         select (select m.competition_id from app.mark m where m.tenant_id = $1 and m.competition_id > marked.id order by m.competition_id limit 1)
         from marked where marked.id is not null
       )
       select id from marked where id is not null and exists (
         select 1 from app.mark m where m.tenant_id = $1 and m.competition_id = marked.id and m.seq > coalesce(
           (select s.to_seq from app.mark_seal s where s.tenant_id = $1 and s.competition_id = marked.id order by s.number desc limit 1), 0))`,
      [tenantId],
    );
    return rows.map((row) => row.id);
  }
}
