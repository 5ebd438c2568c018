import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { validatePackage } from '#scoring';
import { packageOf, scoringInput } from './arbitraries.js';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../libs/scoring/competition-package.schema.json'), 'utf8'));
const fits = new Ajv2020({ validateFormats: false, strictRequired: false }).compile(schema);

/** What a package might carry instead of what belongs there. */
const junk = fc.constantFrom<unknown>(null, true, 1.5, -1, '', 'x', '1e400', 'NaN', '1/0', [], {}, { kind: 'sum' }, '0.5', 'none');

describe('the JSON Schema of a package', () => {
  it.each(readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json')))('admits %s', (file) => {
    const {
      source: _source,
      working: _working,
      expected: _expected,
      ...input
    } = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
    expect([fits(JSON.parse(JSON.stringify(packageOf(input)))), fits.errors]).toEqual([true, null]);
  });

  it('admits whatever the engine admits, also after a random change', () => {
    const seen = { admitted: 0, refusedByBoth: 0 };
    fc.assert(
      fc.property(scoringInput, fc.nat(), junk, fc.boolean(), (input, pick, value, isRemoved) => {
        const json = JSON.parse(JSON.stringify(packageOf(input)));
        change(json, pick, value, isRemoved);
        const [engine, document] = [validatePackage(json).ok, fits(json)];
        if (engine) expect([document, fits.errors]).toEqual([true, null]);
        if (engine) seen.admitted += 1;
        else if (!document) seen.refusedByBoth += 1;
      }),
      { numRuns: 600 },
    );
    expect(seen.admitted).toBeGreaterThan(5);
    expect(seen.refusedByBoth).toBeGreaterThan(100);
  });
});

/** Replaces or removes one member somewhere in the document. */
function change(json: unknown, pick: number, value: unknown, isRemoved: boolean): void {
  const places = placesIn(json);
  const place = places[pick % places.length];
  if (place === undefined) return;
  if (isRemoved) Reflect.deleteProperty(place.holder, place.key);
  else Reflect.set(place.holder, place.key, value);
}

/** Every member of every object; lists of marks count once, or nothing else would ever be changed. */
function placesIn(json: unknown): readonly { readonly holder: object; readonly key: string }[] {
  if (typeof json !== 'object' || json === null) return [];
  const members = Object.entries(json);
  const entered = Array.isArray(json) && json.length > 3 ? members.slice(0, 3) : members;
  const own = Array.isArray(json) ? [] : members.map(([key]) => ({ holder: json, key }));
  return [...own, ...entered.flatMap(([, member]) => placesIn(member))];
}
