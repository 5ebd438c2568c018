import { Injectable } from '@nestjs/common';
import { Database, sqlState } from '#database';
import type { Id } from '#kernel';
import { type AuditVerdict, batchHash, chainStart, faultOf, type Seal, type SealedEntry, type SealHead } from './seal-chain.js';

/** `busy`: a writer's transaction is still open; the lines are sealed by a later call. */
export type SealedBatch = { readonly kind: 'sealed'; readonly count: number } | { readonly kind: 'busy' };

const MOST_LINES = 2_000;
const LOCK_NOT_AVAILABLE = '55P03';

const LINES = `
  select seq::text as seq, id, (extract(epoch from at) * 1000000)::bigint::text as at, actor_kind as "actorKind", actor_id as "actorId",
         action, subject_kind as "subjectKind", subject_id as "subjectId", detail::text as detail
    from app.audit_entry`;
const SEALS = `
  select number::int8 as number, from_seq as "fromSeq", to_seq as "toSeq", count, previous_hash as "previousHash", hash
    from app.audit_seal`;

/** Chains the trail in batches after it was written, so that writers never wait for each other. */
@Injectable()
export class AuditSeals {
  constructor(private readonly database: Database) {}

  /**
   * Seals the next 2,000 lines at most and says how many there were. Writers hold a shared lock until they commit (a trigger
   * takes it before a line gets its number); the sealer waits half a second for the exclusive one, so no line with a lower
   * number can still appear beneath a seal.
   */
  async seal(tenantId: Id): Promise<SealedBatch> {
    try {
      return { kind: 'sealed', count: await this.database.transaction(tenantId, () => this.#sealBatch(tenantId)) };
    } catch (error) {
      if (sqlState(error) === LOCK_NOT_AVAILABLE) return { kind: 'busy' };
      throw error;
    }
  }

  /** Seals what there is, batch by batch; costs one read when there is nothing. Says how many lines it sealed. */
  async sealAll(tenantId: Id): Promise<number> {
    let sealed = 0;
    while (await this.#hasUnsealed(tenantId)) {
      const batch = await this.seal(tenantId);
      if (batch.kind === 'busy' || batch.count === 0) break;
      sealed += batch.count;
    }
    return sealed;
  }

  /** Recomputes every seal from the lines. With `published`, the chain must also contain that head. */
  async verify(tenantId: Id, published?: SealHead): Promise<AuditVerdict> {
    let before: Pick<Seal, 'number' | 'toSeq' | 'hash'> = { number: 0, toSeq: 0, hash: chainStart(tenantId) };
    let entries = 0;
    let publishedSeen = published === undefined;
    for (;;) {
      const seal = await this.#sealAfter(tenantId, before.number);
      if (seal === undefined) break;
      const lines = await this.#linesOf(tenantId, seal);
      const reason = faultOf(seal, before, lines);
      if (reason !== null) return { kind: 'broken', seal: seal.number, reason };
      if (seal.number === published?.number) {
        if (hexOf(seal.hash) !== published.hash) return { kind: 'broken', seal: seal.number, reason: 'head' };
        publishedSeen = true;
      }
      entries += lines.length;
      before = seal;
    }
    if (!publishedSeen) return { kind: 'broken', seal: before.number, reason: 'head' };
    const head = before.number === 0 ? null : { number: before.number, hash: hexOf(before.hash) };
    return { kind: 'intact', seals: before.number, entries, unsealed: await this.#countAfter(tenantId, before.toSeq), head };
  }

  async #sealBatch(tenantId: Id): Promise<number> {
    await this.database.query("set local lock_timeout = '500ms'");
    await this.database.query('select pg_advisory_xact_lock(app.audit_lock($1))', [tenantId]);
    const head = await this.#head(tenantId);
    const lines = await this.database.query<SealedEntry>(`${LINES} where tenant_id = $1 and seq > $2 order by audit_entry.seq limit $3`, [
      tenantId,
      head.toSeq,
      MOST_LINES,
    ]);
    const last = lines.at(-1);
    if (last === undefined) return 0;
    await this.database.change(
      `insert into app.audit_seal (tenant_id, number, from_seq, to_seq, count, previous_hash, hash) values ($1, $2, $3, $4, $5, $6, $7)`,
      [tenantId, head.number + 1, head.toSeq + 1, last.seq, lines.length, head.hash, batchHash(head.hash, lines)],
    );
    return lines.length;
  }

  async #head(tenantId: Id): Promise<Pick<Seal, 'number' | 'toSeq' | 'hash'>> {
    const [seal] = await this.database.query<SealRow>(`${SEALS} where tenant_id = $1 order by number desc limit 1`, [tenantId]);
    return seal === undefined ? { number: 0, toSeq: 0, hash: chainStart(tenantId) } : sealOf(seal);
  }

  async #sealAfter(tenantId: Id, number: number): Promise<Seal | undefined> {
    const [seal] = await this.database.read<SealRow>(
      tenantId,
      `${SEALS} where tenant_id = $1 and number > $2 order by audit_seal.number limit 1`,
      [tenantId, number],
    );
    return seal === undefined ? undefined : sealOf(seal);
  }

  #linesOf(tenantId: Id, seal: Seal): Promise<SealedEntry[]> {
    return this.database.read<SealedEntry>(tenantId, `${LINES} where tenant_id = $1 and seq between $2 and $3 order by audit_entry.seq`, [
      tenantId,
      seal.fromSeq,
      seal.toSeq,
    ]);
  }

  async #hasUnsealed(tenantId: Id): Promise<boolean> {
    const [row] = await this.database.read<{ unsealed: boolean }>(
      tenantId,
      `select exists (select from app.audit_entry where tenant_id = $1 and seq >
         coalesce((select max(to_seq) from app.audit_seal where tenant_id = $1 and number =
           (select max(number) from app.audit_seal where tenant_id = $1)), 0)) as unsealed`,
      [tenantId],
    );
    return row?.unsealed ?? false;
  }

  async #countAfter(tenantId: Id, seq: number): Promise<number> {
    const [row] = await this.database.read<{ count: number }>(
      tenantId,
      'select count(*)::int as count from app.audit_entry where tenant_id = $1 and seq > $2',
      [tenantId, seq],
    );
    return row?.count ?? 0;
  }
}

type SealRow = Omit<Seal, 'number' | 'fromSeq' | 'toSeq'> & { readonly number: string; readonly fromSeq: string; readonly toSeq: string };

function sealOf(row: SealRow): Seal {
  return { ...row, number: Number(row.number), fromSeq: Number(row.fromSeq), toSeq: Number(row.toSeq) };
}

function hexOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
