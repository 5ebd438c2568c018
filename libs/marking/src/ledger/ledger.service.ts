import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { type Actor, authorise, type Id } from '#kernel';
import { mayReadMarks } from '../marking.policy.js';
import { Neighbours } from '../neighbours.js';
import { LedgerRepository } from './ledger.repository.js';
import { type LedgerFault, type LedgerRow, nextSeal, type PublishedHead, type Seal, type SealKey, verifyChain } from './seal.rules.js';

/** Rows sealed by one seal at most. */
const BATCH = 20_000;

export type LedgerState = {
  readonly rows: number;
  readonly seals: number;
  /** Rows after the last seal. */
  readonly unsealed: number;
  readonly faults: readonly LedgerFault[];
};

/** What officials are shown: numbers of the broken seals, empty when all is well. */
export type LedgerReport = Omit<LedgerState, 'faults'> & { readonly broken: readonly number[]; readonly checkedAt: Date };

/** Where heads of the chain are published, outside the database. */
export abstract class CheckpointLog {
  abstract publish(tenantId: Id, competitionId: Id, seal: Seal): Promise<void>;
  abstract heads(tenantId: Id, competitionId: Id): Promise<readonly PublishedHead[]>;
}

/** The installation's checkpoint key. */
export class LedgerKey {
  constructor(readonly value: SealKey) {}
}

@Injectable()
export class Ledger {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerRepository,
    private readonly key: LedgerKey,
    private readonly checkpoints: CheckpointLog,
    private readonly rooms: Neighbours,
  ) {}

  /** Chains all rows of a competition that no seal covers yet; publishes the new heads. Returns how many rows were sealed. */
  async seal(tenantId: Id, competitionId: Id): Promise<number> {
    let sealed = 0;
    for (;;) {
      const seal = await this.database.transaction(tenantId, () => this.#sealBatch(tenantId, competitionId));
      if (seal === null) return sealed;
      await this.checkpoints.publish(tenantId, competitionId, seal);
      sealed += seal.count;
    }
  }

  /** Seals every competition of the tenant that has an unsealed tail. */
  async sealTenant(tenantId: Id): Promise<number> {
    let sealed = 0;
    for (const competitionId of await this.ledger.unsealed(tenantId)) sealed += await this.seal(tenantId, competitionId);
    return sealed;
  }

  /** Recomputes the whole chain of a competition from its rows and compares it with the published heads. */
  async verify(tenantId: Id, competitionId: Id): Promise<LedgerState> {
    return this.database.transaction(tenantId, async () => {
      const seals = await this.ledger.seals(tenantId, competitionId);
      const rows = await this.#allRows(tenantId, competitionId);
      const heads = await this.checkpoints.heads(tenantId, competitionId);
      const keyOf = (id: string) => (id === this.key.value.id ? this.key.value.publicKey : undefined);
      const covered = seals.reduce((sum, seal) => sum + seal.count, 0);
      return {
        rows: rows.length,
        seals: seals.length,
        unsealed: rows.length - covered,
        faults: verifyChain(competitionId, seals, rows, heads, keyOf),
      };
    });
  }

  /** `verify` for the officials of a skill's competition. Throws FORBIDDEN, NOT_FOUND. */
  async inspect(actor: Actor, skillId: Id): Promise<LedgerReport> {
    const skill = await this.rooms.skill(actor, skillId);
    authorise(mayReadMarks(actor, skill));
    const { faults, ...state } = await this.verify(actor.tenantId, skill.competitionId);
    return { ...state, broken: [...new Set(faults.map((fault) => fault.number))], checkedAt: new Date() };
  }

  /** Every mark ever written on a sheet, oldest first. */
  historyOf(tenantId: Id, sheetId: Id): Promise<readonly LedgerRow[]> {
    return this.ledger.rowsOfSheets(tenantId, [sheetId]);
  }

  /** As `historyOf`, for several sheets; for loaders. */
  historiesOf(tenantId: Id, sheetIds: readonly Id[]): Promise<readonly LedgerRow[]> {
    return this.ledger.rowsOfSheets(tenantId, sheetIds);
  }

  async #sealBatch(tenantId: Id, competitionId: Id): Promise<Seal | null> {
    await this.ledger.holdWriters(tenantId);
    const previous = await this.ledger.lastSeal(tenantId, competitionId);
    const rows = await this.ledger.rowsAfter(tenantId, competitionId, previous?.toSeq ?? '0', BATCH);
    const seal = nextSeal(previous, competitionId, rows, this.key.value);
    if (seal !== null) await this.ledger.insertSeal(tenantId, competitionId, seal);
    return seal;
  }

  async #allRows(tenantId: Id, competitionId: Id): Promise<readonly LedgerRow[]> {
    const rows: LedgerRow[] = [];
    for (;;) {
      const more = await this.ledger.rowsAfter(tenantId, competitionId, rows.at(-1)?.seq ?? '0', BATCH);
      for (const row of more) rows.push(row);
      if (more.length < BATCH) return rows;
    }
  }
}
