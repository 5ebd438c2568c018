import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Database } from '#database';
import type { Id } from '#kernel';

/** Somebody who has the database and the signing key, and makes seals of his own by the published format, without our code. */
export type Forger = {
  readonly pem: string;
  /** Makes the seals from `number` on anew, over the rows as they now are; with the old borders. Returns how many differ. */
  readonly resealFrom: (database: Database, tenantId: Id, competitionId: Id, number: number) => Promise<number>;
};

export function forger(): Forger {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keyId = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    resealFrom: (...where) => resealFrom(privateKey, keyId, ...where),
  };
}

type Border = { readonly number: number; readonly toSeq: string; readonly hash: Buffer };

async function resealFrom(key: KeyObject, keyId: string, database: Database, tenantId: Id, competitionId: Id, number: number) {
  const scope = [tenantId, competitionId];
  const borders = await database.query<Border>(
    'select number::int, to_seq::text as "toSeq", hash from app.mark_seal where tenant_id = $1 and competition_id = $2 order by app.mark_seal.number',
    scope,
  );
  const rows = await database.query<{ seq: string; line: string[] }>(
    `select seq::text, array[seq::text, skill_id::text, sheet_id::text, aspect, value::text, previous_seq::text, reason, person_id::text,
       to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')] as line
     from app.mark where tenant_id = $1 and competition_id = $2 order by app.mark.seq`,
    scope,
  );
  let previous = borders[number - 2]?.hash ?? Buffer.alloc(32);
  let start = rows.findIndex((row) => BigInt(row.seq) > BigInt(borders[number - 2]?.toSeq ?? 0));
  let different = 0;
  for (const border of borders.slice(number - 1)) {
    let end = start;
    while (end < rows.length && BigInt(rows[end]?.seq ?? 0) <= BigInt(border.toSeq)) end += 1;
    const covered = rows.slice(start, end);
    const text = [competitionId, ...covered.map((row) => JSON.stringify(row.line))].join('\n');
    const hash = createHash('sha256').update(previous).update(text).digest();
    const head = JSON.stringify(['guildhall-ledger/1', competitionId, border.number, border.toSeq, covered.length, hash.toString('hex')]);
    await database.change(
      `update app.mark_seal set previous_hash = $4, hash = $5, signature = $6, key_id = $7, count = $8
       where tenant_id = $1 and competition_id = $2 and number = $3`,
      [...scope, border.number, previous, hash, sign(null, Buffer.from(head), key), keyId, covered.length],
    );
    if (!hash.equals(border.hash)) different += 1;
    previous = hash;
    start = end;
  }
  return different;
}
