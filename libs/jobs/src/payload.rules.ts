import { type Id, isId } from '#kernel';

/** A check of one value of a payload that also tells its type. */
export type Check<T> = (value: unknown) => value is T;

/** The names of a payload's values, each with its check: `{ skillId: isId, from: isWhole }`. */
export type PayloadShape = Readonly<Record<string, Check<unknown>>>;

/** The payload that a shape lets through. */
export type PayloadOf<S extends PayloadShape> = { readonly [K in keyof S]: S[K] extends Check<infer T> ? T : never };

/** A payload as JSON must stay below this many bytes. Anything larger is read from the database by its id. */
export const PAYLOAD_LIMIT_BYTES = 4_096;

/** A whole number from 0 to 2^53 - 1: a version, a count, one end of a range. */
export const isWhole: Check<number> = (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/**
 * A word of our own: a code or a state, up to 80 characters, beginning with a letter. Names and numbers of people do not pass:
 * payloads lie in queues and logs, where personal data must never be.
 */
export const isWord: Check<string> = (value): value is string => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9._-]{0,79}$/.test(value);

/** A list whose every member passes. */
export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

/** The value or null. */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** One of the given words. */
export function oneOf<const T extends string>(...words: readonly T[]): Check<T> {
  return (value): value is T => words.some((word) => word === value);
}

export const isIds: Check<readonly Id[]> = listOf(isId);

/** What is wrong with a payload, or undefined: a missing, unknown or wrong value, or too many bytes. */
export function faultOf(shape: PayloadShape, payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return 'is no object';
  const given = new Map<string, unknown>(Object.entries(payload));
  const unknown = [...given.keys()].find((key) => !Object.hasOwn(shape, key));
  if (unknown !== undefined) return `has an unknown value "${unknown}"`;
  const wrong = Object.entries(shape).find(([key, check]) => !check(given.get(key)));
  if (wrong !== undefined) return `has a wrong "${wrong[0]}"`;
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  return bytes < PAYLOAD_LIMIT_BYTES ? undefined : `has ${bytes} bytes, ${PAYLOAD_LIMIT_BYTES} or more; put ids into it, not data`;
}
