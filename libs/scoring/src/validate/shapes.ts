import { comparePoints, parseDecimal, parseRatio, points } from '../points.js';
import type { FlawList } from './flaws.js';

/** Reads an unknown value at a path: the typed value, or `undefined` after noting what is wrong. */
export type Shape<T> = (value: unknown, path: string, flaws: FlawList) => T | undefined;

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Read<S> = S extends Shape<infer T> ? T : never;
type Required<S extends Shapes> = { readonly [K in keyof S]: Read<S[K]> };
type Optional<S extends Shapes> = { readonly [K in keyof S]?: Read<S[K]> };

/** An object with exactly these keys; anything else in it is refused. */
export function object<R extends Shapes, O extends Shapes = Record<never, never>>(
  required: R,
  optional?: O,
): Shape<Required<R> & Optional<O>> {
  const shapes = new Map<string, Shape<unknown>>([...Object.entries(required), ...Object.entries(optional ?? {})]);
  return (value, path, flaws) => {
    if (!isRecord(value)) return flaws.add(path, 'SCORING_WRONG_TYPE', { expected: 'object' });
    for (const key of Object.keys(value)) {
      if (!shapes.has(key)) flaws.add(path, 'SCORING_UNKNOWN_KEY', { key: key.slice(0, 40) });
    }
    const read: Record<string, unknown> = {};
    for (const [key, shape] of shapes) {
      if (Object.hasOwn(value, key)) read[key] = shape(value[key], under(path, key), flaws);
      else if (Object.hasOwn(required, key)) flaws.add(path, 'SCORING_MISSING_KEY', { key });
    }
    return read as Required<R> & Optional<O>;
  };
}

/** A list of `least` to `most` items. */
export function list<T>(item: Shape<T>, least: number, most: number): Shape<readonly T[]> {
  return (value, path, flaws) => {
    if (!Array.isArray(value)) return flaws.add(path, 'SCORING_WRONG_TYPE', { expected: 'list' });
    if (value.length < least || value.length > most) return flaws.add(path, 'SCORING_WRONG_LENGTH', { min: least, max: most });
    return Array.from(value, (one: unknown, index) => item(one, under(path, String(index)), flaws)).filter((one) => one !== undefined);
  };
}

/** An object read as a map with keys of one pattern. */
export function map<T>(key: RegExp, item: Shape<T>, most: number): Shape<Readonly<Record<string, T>>> {
  return (value, path, flaws) => {
    if (!isRecord(value)) return flaws.add(path, 'SCORING_WRONG_TYPE', { expected: 'object' });
    const members = Object.entries(value);
    if (members.length > most) return flaws.add(path, 'SCORING_WRONG_LENGTH', { min: 0, max: most });
    const read = members.map(([name, one]) => {
      if (!key.test(name)) flaws.add(path, 'SCORING_UNKNOWN_KEY', { key: name.slice(0, 40) });
      return [name, item(one, under(path, name.slice(0, 40)), flaws)];
    });
    return Object.fromEntries(read) as Record<string, T>;
  };
}

/** One of the variants, told apart by the value of `tag`. */
export function variants<const V extends Readonly<Record<string, Shape<unknown>>>>(tag: string, shapes: V): Shape<Read<V[keyof V]>> {
  return (value, path, flaws) => {
    if (!isRecord(value)) return flaws.add(path, 'SCORING_WRONG_TYPE', { expected: 'object' });
    const name = value[tag];
    const shape = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) return flaws.add(under(path, tag), 'SCORING_NOT_A_CHOICE', { choices: Object.keys(shapes).join(', ') });
    return shape(value, path, flaws) as Read<V[keyof V]> | undefined;
  };
}

export function oneOf<const C extends readonly string[]>(...choices: C): Shape<C[number]> {
  return (value, path, flaws) =>
    choices.find((choice) => choice === value) ?? flaws.add(path, 'SCORING_NOT_A_CHOICE', { choices: choices.join(', ') });
}

/** The first shape for strings, the second for everything else. */
export function stringOr<S, T>(string: Shape<S>, other: Shape<T>): Shape<S | T> {
  return (value, path, flaws) => (typeof value === 'string' ? string(value, path, flaws) : other(value, path, flaws));
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path, flaws) => (value === null ? null : shape(value, path, flaws));
}

/** Text of 1 to `most` characters without control characters or broken surrogates. */
export function text(most: number): Shape<string> {
  return (value, path, flaws) => {
    if (typeof value !== 'string') return flaws.add(path, 'SCORING_WRONG_TYPE', { expected: 'text' });
    if (value.length < 1 || value.length > most) return flaws.add(path, 'SCORING_WRONG_LENGTH', { min: 1, max: most });
    return isCleanText(value) && value.trim() !== '' ? value : flaws.add(path, 'SCORING_NOT_A_TEXT');
  };
}

export function matching(pattern: RegExp): Shape<string> {
  return (value, path, flaws) =>
    typeof value === 'string' && pattern.test(value) ? value : flaws.add(path, 'SCORING_WRONG_ID', { expected: pattern.source });
}

export function wholeNumber(min: number, max: number): Shape<number> {
  return (value, path, flaws) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      return flaws.add(path, 'SCORING_WRONG_TYPE', { expected: 'whole number' });
    return value >= min && value <= max ? value : flaws.add(path, 'SCORING_OUT_OF_RANGE', { min, max });
  };
}

/** A decimal string between `min` and `max`. */
export function decimal(min: string, max: string): Shape<string> {
  return bounded(parseDecimal, min, max);
}

/** A decimal or a fraction as a string between `min` and `max`. */
export function ratio(min: string, max: string): Shape<string> {
  return bounded(parseRatio, min, max);
}

function bounded(parse: typeof parseDecimal, min: string, max: string): Shape<string> {
  return (value, path, flaws) => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (typeof value !== 'string' || parsed === null) return flaws.add(path, 'SCORING_NOT_A_DECIMAL');
    const isInside = comparePoints(parsed, points(min)) >= 0 && comparePoints(parsed, points(max)) <= 0;
    return isInside ? value : flaws.add(path, 'SCORING_OUT_OF_RANGE', { min, max });
  };
}

export function under(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCleanText(value: string): boolean {
  return (
    value.isWellFormed() &&
    ![...value].some((character) => (character.codePointAt(0) ?? 0) < 32 && !'\n\t'.includes(character)) &&
    !value.includes('\u007f')
  );
}
