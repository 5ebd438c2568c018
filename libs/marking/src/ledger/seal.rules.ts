import { createHash, type KeyObject, sign, verify } from 'node:crypto';

/** A ledger row as it is sealed: every column, as text; null stays null. */
export type LedgerRow = {
  readonly seq: string;
  readonly skillId: string;
  readonly sheetId: string;
  readonly aspect: string;
  readonly value: string | null;
  readonly previousSeq: string;
  readonly reason: string | null;
  readonly personId: string | null;
  readonly at: string;
};

export type Seal = {
  readonly number: number;
  readonly fromSeq: string;
  readonly toSeq: string;
  readonly count: number;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  readonly signature: Buffer;
  readonly keyId: string;
};

/** What stands before the first seal. */
export const FIRST_HASH = Buffer.alloc(32);

/** SHA-256 over the previous hash, the competition and the rows in order; each row as a JSON array with its columns in a fixed order. */
export function sealHash(previousHash: Uint8Array, competitionId: string, rows: readonly LedgerRow[]): Buffer {
  const hash = createHash('sha256').update(previousHash).update(competitionId);
  for (const row of rows) {
    hash.update('\n');
    hash.update(
      JSON.stringify([row.seq, row.skillId, row.sheetId, row.aspect, row.value, row.previousSeq, row.reason, row.personId, row.at]),
    );
  }
  return hash.digest();
}

/** The next seal after `previous` over rows in the order of their numbers; null when there are none. */
export function nextSeal(previous: Seal | null, competitionId: string, rows: readonly LedgerRow[], key: SealKey): Seal | null {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return null;
  const previousHash = previous?.hash ?? FIRST_HASH;
  const head = {
    number: (previous?.number ?? 0) + 1,
    fromSeq: first.seq,
    toSeq: last.seq,
    count: rows.length,
    previousHash,
    hash: sealHash(previousHash, competitionId, rows),
  };
  return { ...head, signature: sign(null, headBytes(competitionId, head), key.privateKey), keyId: key.id };
}

export type SealKey = { readonly id: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

type Head = Pick<Seal, 'number' | 'toSeq' | 'count' | 'hash'>;

/** What a checkpoint signs and what is published outside the database. */
export function headBytes(competitionId: string, head: Head): Buffer {
  return Buffer.from(JSON.stringify(['guildhall-ledger/1', competitionId, head.number, head.toSeq, head.count, head.hash.toString('hex')]));
}

/** A head as it was published: all that an outsider needs to notice a rewritten history. */
export type PublishedHead = { readonly number: number; readonly toSeq: string; readonly hash: string };

export type LedgerFault = {
  readonly number: number;
  readonly reason: 'rows' | 'chain' | 'signature' | 'head' | 'missing';
};

/**
 * Checks a whole chain against the rows and the heads that were published. Rows after the last seal are the unsealed tail.
 * Returns the first fault of every seal; empty when all is well.
 */
export function verifyChain(
  competitionId: string,
  seals: readonly Seal[],
  rows: readonly LedgerRow[],
  heads: readonly PublishedHead[],
  publicKeyOf: (keyId: string) => KeyObject | undefined,
): readonly LedgerFault[] {
  const faults: LedgerFault[] = [];
  let previousHash: Buffer = FIRST_HASH;
  let position = 0;
  seals.forEach((seal, index) => {
    const number = index + 1;
    const start = position;
    while (position < rows.length && BigInt(rows[position]?.seq ?? 0) <= BigInt(seal.toSeq)) position += 1;
    const covered = rows.slice(start, position);
    const key = publicKeyOf(seal.keyId);
    if (seal.number !== number || !seal.previousHash.equals(previousHash)) faults.push({ number, reason: 'chain' });
    else if (
      covered.length !== seal.count ||
      covered[0]?.seq !== seal.fromSeq ||
      !sealHash(previousHash, competitionId, covered).equals(seal.hash)
    )
      faults.push({ number, reason: 'rows' });
    else if (key === undefined || !verify(null, headBytes(competitionId, seal), key, seal.signature))
      faults.push({ number, reason: 'signature' });
    previousHash = seal.hash;
  });
  for (const head of heads) {
    const seal = seals[head.number - 1];
    if (seal === undefined) faults.push({ number: head.number, reason: 'missing' });
    else if (seal.hash.toString('hex') !== head.hash || seal.toSeq !== head.toSeq) faults.push({ number: head.number, reason: 'head' });
  }
  return faults;
}
