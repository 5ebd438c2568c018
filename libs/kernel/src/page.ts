import { DomainError } from './problem.js';

/** A request for a keyset page: `first` 1–100, `after` the opaque cursor of the last row seen. */
export type PageRequest = { readonly first: number; readonly after: string | null };

export type PageOf<T> = {
  readonly rows: readonly T[];
  readonly hasNextPage: boolean;
  /** Opaque cursor of each row, same order as `rows`. */
  readonly cursors: readonly string[];
};

/** Turns the sort key of a row into an opaque cursor: base64url of a JSON array. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key inside a cursor. Throws CURSOR_INVALID when it is not one of ours or has another number of parts. */
export function decodeCursor(cursor: string, parts: number): readonly (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string' || typeof part === 'number')) {
      return key;
    }
  } catch {
    // Not ours: refused below.
  }
  throw new DomainError('CURSOR_INVALID');
}

/** Builds the page from rows fetched with `limit first + 1`. */
export function pageOf<T>(rows: readonly T[], first: number, keyOf: (row: T) => readonly (string | number)[]): PageOf<T> {
  const shown = rows.slice(0, first);
  return { rows: shown, hasNextPage: rows.length > first, cursors: shown.map((row) => encodeCursor(keyOf(row))) };
}

/** Checks `first` (default 50). Throws INVALID_INPUT outside 1–100. */
export function pageRequest(first?: number | null, after?: string | null): PageRequest {
  const size = first ?? 50;
  if (!Number.isInteger(size) || size < 1 || size > 100)
    throw new DomainError('INVALID_INPUT', {}, [{ path: 'first', code: 'OUT_OF_RANGE', params: { min: 1, max: 100 } }]);
  return { first: size, after: after ?? null };
}
