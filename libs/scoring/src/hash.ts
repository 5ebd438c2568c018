import { canonicalJson, hashOf, type Json } from './canonical.js';
import type { ScoringInput } from './input.js';
import { aspectsOf, seatsOf } from './scheme.js';
import { createSha256, type Hasher } from './sha256.js';
import { encodeSheet } from './sheet.js';

/**
 * SHA-256 of everything a result depends on: the canonical JSON of
 * `{ scheme, rules, entries (by id), decisions (by canonical text), marks }`, where `marks` is `marksHashOf`.
 * The order of entries, marks and decisions does not matter, nor do trailing zeros or recorded absences.
 */
export function inputHashOf(input: ScoringInput): string {
  return inputHashWith(input, marksHashOf(input));
}

/** The same for marks that are already sheets: give the hash of their bytes (`marksHashOfSheets`). */
export function inputHashWith(input: Omit<ScoringInput, 'marks'>, marksHash: string): string {
  const byText = (list: readonly Json[]): readonly Json[] =>
    list
      .map((item) => ({ item, text: canonicalJson(item) }))
      .toSorted((a, b) => (a.text < b.text ? -1 : 1))
      .map(({ item }) => item);
  return hashOf({
    scheme: input.scheme,
    rules: input.rules,
    entries: input.entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    decisions: byText(input.decisions ?? []),
    marks: marksHash,
  });
}

/** SHA-256 over the sheets of all entries (by id), each entry's seats in scheme order; a missing sheet counts as one of absences. */
export function marksHashOf(input: Pick<ScoringInput, 'scheme' | 'entries' | 'marks'>): string {
  const seats = seatsOf(input.scheme);
  const sheets = Map.groupBy(input.marks, (mark) => `${mark.seat} ${mark.entry}`);
  const ids = input.entries.map((entry) => entry.id).toSorted();
  return marksHashOfSheets(ids.flatMap((id) => seats.map((seat) => encodeSheet(input.scheme, sheets.get(`${seat} ${id}`) ?? []))));
}

/** SHA-256 over sheets in order: entries by id, each entry's seats in scheme order. A platform's own hasher may be given for speed. */
export function marksHashOfSheets(sheets: Iterable<Uint8Array>, hasher: Hasher = createSha256()): string {
  for (const sheet of sheets) hasher.update(sheet);
  return hasher.digest();
}

/** Number of bytes of one sheet of a scheme. */
export function sheetBytes(scheme: ScoringInput['scheme']): number {
  return aspectsOf(scheme).length * 4;
}
