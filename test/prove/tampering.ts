import type { Database } from '#database';
import { type Id, newId } from '#kernel';
import type { Forger } from './forger.js';
import type { Dice } from './proof.js';

export type Scene = {
  readonly database: Database;
  readonly tenantId: Id;
  readonly competitionId: Id;
  readonly seqs: readonly string[];
  /** Numbers between those of the ledger that other competitions have taken. */
  readonly gaps: readonly string[];
  readonly seals: number;
  readonly forger: Forger;
  readonly dice: Dice;
};

/** One way to change history as a superuser; says what it did. Runs inside a transaction that is rolled back. */
export type Tampering = (scene: Scene) => Promise<string>;

const MARK_CHANGES: readonly (readonly [string, string])[] = [
  ['value', 'coalesce(value, 0) + 1'],
  ['value', 'case when value is null then 0 end'],
  ['aspect', "aspect || 'x'"],
  ['sheet_id', 'uuidv7()'],
  ['skill_id', 'uuidv7()'],
  ['competition_id', 'uuidv7()'],
  ['tenant_id', 'uuidv7()'],
  ['previous_seq', 'previous_seq + 1'],
  ['reason', "coalesce(reason, '') || '.'"],
  ['person_id', 'uuidv7()'],
  ['at', "at - interval '1 microsecond'"],
];

const SEAL_CHANGES: readonly (readonly [string, string])[] = [
  ['number', 'number + 1000'],
  ['from_seq', 'from_seq + 1'],
  ['to_seq', 'to_seq + 1'],
  ['to_seq', 'to_seq - 1'],
  ['count', 'count - 1'],
  ['previous_hash', 'sha256(previous_hash)'],
  ['hash', 'sha256(hash)'],
  ['signature', 'set_byte(signature, 5, get_byte(signature, 5) # 1)'],
  ['key_id', "reverse(key_id) || '0'"],
];

const inLedger = 'tenant_id = $1 and competition_id = $2';

async function change({ database, tenantId, competitionId }: Scene, text: string, values: readonly unknown[] = []): Promise<void> {
  const changed = await database.change(text, [tenantId, competitionId, ...values]);
  if (changed === 0) throw new Error(`This tampering changed nothing: ${text}`);
}

export const tamperings: Readonly<Record<string, Tampering>> = {
  'change a mark': async (scene) => {
    const [seq, [column, value]] = [scene.dice.pick(scene.seqs), scene.dice.pick(MARK_CHANGES)];
    await change(scene, `update app.mark set ${column} = ${value} where ${inLedger} and seq = $3`, [seq]);
    return `${column} of mark ${seq}`;
  },
  'delete marks': async (scene) => {
    const start = scene.dice.below(scene.seqs.length);
    const gone = scene.seqs.slice(start, start + 1 + scene.dice.below(20));
    await change(scene, `delete from app.mark where ${inLedger} and seq = any($3::bigint[])`, [gone]);
    return `${gone.length} from mark ${gone[0]}`;
  },
  'swap two marks': async (scene) => {
    const at = scene.dice.below(scene.seqs.length - 1);
    const two = [scene.seqs[at], scene.seqs[at + 1]];
    const taken = await scene.database.query<{ row: { readonly seq: number } }>(
      `with taken as (delete from app.mark where ${inLedger} and seq = any($3::bigint[]) returning *) select to_jsonb(taken) as row from taken`,
      [scene.tenantId, scene.competitionId, two],
    );
    const swapped = taken.map(({ row }, index) => ({ ...row, seq: taken[1 - index]?.row.seq }));
    await scene.database.query(
      'insert into app.mark overriding system value select * from jsonb_populate_recordset(null::app.mark, $1::jsonb)',
      [JSON.stringify(swapped)],
    );
    return `marks ${two.join(' and ')}`;
  },
  'insert a mark': async (scene) => {
    const seq = scene.dice.pick(scene.gaps);
    await change(
      scene,
      `insert into app.mark (tenant_id, seq, competition_id, skill_id, sheet_id, aspect, value, previous_seq, person_id, at)
       overriding system value select tenant_id, $3::bigint, competition_id, skill_id, sheet_id, aspect || 'x', value, previous_seq, person_id, at
       from app.mark where ${inLedger} and seq = $4`,
      [seq, scene.dice.pick(scene.seqs)],
    );
    return `mark ${seq}`;
  },
  'change a seal': async (scene) => {
    const [number, [column, value]] = [1 + scene.dice.below(scene.seals), scene.dice.pick(SEAL_CHANGES)];
    await change(scene, `update app.mark_seal set ${column} = ${value} where ${inLedger} and number = $3`, [number]);
    return `${column} of seal ${number}`;
  },
  'delete a seal': async (scene) => {
    const number = 1 + scene.dice.below(scene.seals);
    await change(scene, `delete from app.mark_seal where ${inLedger} and number = $3`, [number]);
    return `seal ${number}`;
  },
  'swap two seals': async (scene) => {
    const one = 1 + scene.dice.below(scene.seals - 1);
    await change(
      scene,
      `update app.mark_seal s set hash = o.hash, signature = o.signature, previous_hash = o.previous_hash
       from app.mark_seal o where s.${inLedger.replace(' and ', ' and s.')} and o.tenant_id = $1 and o.competition_id = $2
         and s.number in ($3, $4) and o.number = $3 + $4 - s.number`,
      [one, one + 1],
    );
    return `seals ${one} and ${one + 1}`;
  },
  'cut the tail': async (scene) => {
    const number = 1 + scene.dice.below(scene.seals);
    await change(
      scene,
      `delete from app.mark where ${inLedger} and seq >= (select from_seq from app.mark_seal where ${inLedger} and number = $3)`,
      [number],
    );
    await change(scene, `delete from app.mark_seal where ${inLedger} and number >= $3`, [number]);
    return `all from seal ${number}`;
  },
  'change a mark and sign all seals after it, with the key': async (scene) => {
    const seq = scene.dice.pick(scene.seqs);
    await change(scene, `update app.mark set value = coalesce(value, 0) + 1 where ${inLedger} and seq = $3`, [seq]);
    const [seal] = await scene.database.query<{ number: number }>(
      `select number::int from app.mark_seal where ${inLedger} and $3 between from_seq and to_seq`,
      [scene.tenantId, scene.competitionId, seq],
    );
    const number = seal?.number ?? 1;
    await scene.forger.resealFrom(scene.database, scene.tenantId, scene.competitionId, number);
    return `mark ${seq} in seal ${number}`;
  },
  'rewrite all, with the key': async (scene) => {
    const person = newId();
    await change(scene, `update app.mark set person_id = $3 where ${inLedger}`, [person]);
    await scene.forger.resealFrom(scene.database, scene.tenantId, scene.competitionId, 1);
    return 'every mark';
  },
};

/** How often each is drawn: the dear ones seldom. */
const WEIGHTS: readonly (readonly [string, number])[] = [
  ['change a mark', 30],
  ['delete marks', 12],
  ['swap two marks', 10],
  ['insert a mark', 10],
  ['change a seal', 16],
  ['delete a seal', 6],
  ['swap two seals', 4],
  ['cut the tail', 6],
  ['change a mark and sign all seals after it, with the key', 4],
  ['rewrite all, with the key', 2],
];

const DRAWN = WEIGHTS.flatMap(([name, times]) => Array.from({ length: times }, () => name));

export function drawTampering(dice: Dice): string {
  return dice.pick(DRAWN);
}
