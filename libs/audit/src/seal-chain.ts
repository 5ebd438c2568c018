import { createHash } from 'node:crypto';

/** One line of the trail as the hash sees it: every column as text, exactly as PostgreSQL prints it. */
export type SealedEntry = {
  readonly seq: string;
  readonly id: string;
  /** Microseconds since 1970. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly detail: string;
};

/** A seal covers every line with `fromSeq <= seq <= toSeq`, gaps included, and stands on the hash of the one before. */
export type Seal = {
  readonly number: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly count: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
};

/** The newest seal as it was published outside the database; with it a cut tail shows too. */
export type SealHead = { readonly number: number; readonly hash: string };

export type AuditVerdict =
  | { readonly kind: 'intact'; readonly seals: number; readonly entries: number; readonly unsealed: number; readonly head: SealHead | null }
  | { readonly kind: 'broken'; readonly seal: number; readonly reason: 'chain' | 'range' | 'content' | 'head' };

/** What the first seal of a tenant stands on. */
export function chainStart(tenantId: string): Uint8Array {
  return createHash('sha256').update(`guildhall audit ${tenantId}`).digest();
}

/** The hash of a batch, in order of `seq`, standing on the previous hash. */
export function batchHash(previous: Uint8Array, entries: readonly SealedEntry[]): Uint8Array {
  const hash = createHash('sha256').update(previous);
  for (const entry of entries) {
    hash.update(
      JSON.stringify([
        entry.seq,
        entry.id,
        entry.at,
        entry.actorKind,
        entry.actorId,
        entry.action,
        entry.subjectKind,
        entry.subjectId,
        entry.detail,
      ]),
    );
    hash.update('\n');
  }
  return hash.digest();
}

/** What is wrong with a seal, given the one before it and the lines now found in its range; null when nothing is. */
export function faultOf(
  seal: Seal,
  before: Pick<Seal, 'number' | 'toSeq' | 'hash'>,
  entries: readonly SealedEntry[],
): 'chain' | 'range' | 'content' | null {
  if (seal.number !== before.number + 1 || !isSame(seal.previousHash, before.hash)) return 'chain';
  if (seal.fromSeq !== before.toSeq + 1 || seal.toSeq < seal.fromSeq) return 'range';
  if (seal.count !== entries.length || !isSame(seal.hash, batchHash(seal.previousHash, entries))) return 'content';
  return null;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}
