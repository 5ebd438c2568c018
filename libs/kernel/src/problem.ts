/** What kind of refusal a problem is; the doors translate it (HTTP status, GraphQL extension), the rooms only name it. */
export type ProblemKind = 'invalid' | 'not_found' | 'forbidden' | 'conflict' | 'too_large' | 'too_many' | 'unauthenticated' | 'unavailable';

/** One thing wrong in an input: where (`marks.3.value`, `Sheet1!F12`), which code, and the values its message needs. */
export type ProblemDetail = {
  readonly path: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** Code → kind. Every room declares one with `defineProblems`; the API gathers them into one enum. */
export type ProblemList = Readonly<Record<string, ProblemKind>>;

const known = new Map<string, ProblemKind>();

/** Registers the problem codes of a room. The same code may be declared twice only with the same kind. */
export function defineProblems<const L extends ProblemList>(list: L): L {
  for (const [code, kind] of Object.entries(list)) {
    const before = known.get(code);
    if (before !== undefined && before !== kind) throw new Error(`Problem ${code} is declared as ${before} and as ${kind}`);
    known.set(code, kind);
  }
  return list;
}

/** Every problem code declared so far, in alphabetical order. */
export function problemCodes(): readonly string[] {
  return [...known.keys()].sort();
}

/**
 * A refusal that a person can cause. Thrown inside (so that the transaction rolls back) and shown as data outside.
 * `params` fill the message of the code in the `language` room; `details` list what is wrong, by path.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly kind: ProblemKind;

  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly details: readonly ProblemDetail[] = [],
  ) {
    super(
      details.length === 0
        ? code
        : `${code}: ${details
            .slice(0, 3)
            .map((detail) => `${detail.path} ${detail.code}`)
            .join(', ')}`,
    );
    this.kind = known.get(code) ?? 'invalid';
  }
}

export const kernelProblems = defineProblems({
  NOT_FOUND: 'not_found',
  FORBIDDEN: 'forbidden',
  UNAUTHENTICATED: 'unauthenticated',
  CONFLICT: 'conflict',
  INVALID_INPUT: 'invalid',
  TOO_LARGE: 'too_large',
  TOO_MANY_REQUESTS: 'too_many',
  UNAVAILABLE: 'unavailable',
  CURSOR_INVALID: 'invalid',
});
