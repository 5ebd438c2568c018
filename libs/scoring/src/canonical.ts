import { createSha256 } from './sha256.js';

/** What JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * One text for one value: keys in code-unit order, no white space, absent keys left out (the shape of RFC 8785;
 * numbers here are whole and safe, so their text is unambiguous). Throws a RangeError on any other number.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('Only whole numbers have a canonical text');
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter((member): member is [string, Json] => member[1] !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of the canonical text in UTF-8, as 64 hex digits. */
export function hashOf(value: Json): string {
  const hasher = createSha256();
  hasher.update(new TextEncoder().encode(canonicalJson(value)));
  return hasher.digest();
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
