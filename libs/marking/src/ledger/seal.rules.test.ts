import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LedgerRow, nextSeal, type Seal, verifyChain } from './seal.rules.js';
import { sealKey } from './seal-key.js';

const COMPETITION = '019a0000-0000-7000-8000-00000000000c';
const key = sealKey('a secret of the test that is long enough');
const publicKeyOf = (id: string) => (id === key.id ? key.publicKey : undefined);

const row = (seq: number): LedgerRow => ({
  seq: String(seq),
  skillId: 'skill',
  sheetId: `sheet${seq % 7}`,
  aspect: `A1.${seq % 5}`,
  value: seq % 11 === 0 ? null : String(seq % 10),
  previousSeq: '0',
  reason: null,
  personId: 'judge',
  at: '2026-05-01T08:00:00.000000Z',
});

/** Rows sealed in batches as they would come in; the last batch stays open. */
function sealed(count: number, batch: number): { readonly rows: readonly LedgerRow[]; readonly seals: readonly Seal[] } {
  const rows = Array.from({ length: count }, (_, index) => row(index + 1));
  const seals: Seal[] = [];
  for (let start = 0; start + batch <= count; start += batch) {
    const seal = nextSeal(seals.at(-1) ?? null, COMPETITION, rows.slice(start, start + batch), key);
    if (seal !== null) seals.push(seal);
  }
  return { rows, seals };
}

const headsOf = (seals: readonly Seal[]) => seals.map(({ number, toSeq, hash }) => ({ number, toSeq, hash: hash.toString('hex') }));

describe('the chain of seals', () => {
  const { rows, seals } = sealed(95, 10);
  const faults = (changedRows: readonly LedgerRow[], changedSeals: readonly Seal[] = seals) =>
    verifyChain(COMPETITION, changedSeals, changedRows, headsOf(seals), publicKeyOf);

  it('holds when nothing was touched, with an unsealed tail', () => {
    expect(faults(rows)).toEqual([]);
  });

  it('shows a changed, deleted, swapped or inserted row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 88 }), fc.constantFrom('change', 'delete', 'swap', 'insert'), (at, how) => {
        const tampered = [...rows];
        const [one, two] = [rows[at], rows[at + 1]];
        if (one === undefined || two === undefined) return;
        if (how === 'change') tampered[at] = { ...one, value: one.value === '9' ? '8' : '9' };
        if (how === 'delete') tampered.splice(at, 1);
        if (how === 'swap') tampered.splice(at, 2, { ...two, seq: one.seq }, { ...one, seq: two.seq });
        if (how === 'insert') tampered.splice(at, 0, { ...one, value: '10' });
        expect(faults(tampered).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a first row that is not its own', { fromSeq: '42' }],
    ['a last row that is not its own', { toSeq: '48' }],
    ['another count', { count: 9 }],
    ['another number', { number: 6 }],
  ] as const)('shows a seal that names %s', (_, changed) => {
    const tampered = seals.map((seal, at) => (at === 4 ? { ...seal, ...changed } : seal));
    expect(faults(rows, tampered)[0]).toMatchObject({ number: 5 });
  });

  it('shows a cut tail against the published heads', () => {
    expect(faults(rows.slice(0, 50), seals.slice(0, 5))).toEqual([6, 7, 8, 9].map((number) => ({ number, reason: 'missing' })));
  });

  it('shows a history rewritten as a whole, even by somebody who holds the key', () => {
    const rewritten = rows.map((old) => ({ ...old, value: '10' }));
    const fresh: Seal[] = [];
    for (let start = 0; start < 90; start += 10) {
      const seal = nextSeal(fresh.at(-1) ?? null, COMPETITION, rewritten.slice(start, start + 10), key);
      if (seal !== null) fresh.push(seal);
    }
    expect(faults(rewritten, fresh).map(({ reason }) => reason)).toEqual(Array.from({ length: 9 }, () => 'head'));
  });

  it('shows a seal that the key did not sign', () => {
    const other = sealKey('somebody else entirely, also long enough');
    const forged = nextSeal(null, COMPETITION, rows.slice(0, 10), { ...other, id: key.id });
    expect(verifyChain(COMPETITION, forged === null ? [] : [forged], rows, [], publicKeyOf)).toEqual([{ number: 1, reason: 'signature' }]);
  });
});
