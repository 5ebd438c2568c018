import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError } from '#kernel';
import { type Language, problemMessage } from '#language';
import { problemOf } from './problem.js';

export type Reader = {
  readonly language: Language;
  readonly requestId: string;
  /** Whether messages may say which fields exist. */
  readonly open: boolean;
  /** Told of everything that is a bug of ours. */
  readonly bug: (error: unknown) => void;
};

const COERCION = /^(Variable "\$|Argument ")\w+" (got invalid value|has invalid value|of (required|non-null) type)/;
const SUGGESTION = / ?Did you mean [^?]*\?/g;

/**
 * What the reader may see of an error: a coded refusal whole, a fault of the document without suggestions, a bug as INTERNAL.
 * An uncoded error with a path arose while a field was resolved, so it is ours.
 */
export function presentError(error: unknown, reader: Reader): GraphQLFormattedError {
  const cause = originOf(error);
  if (cause instanceof DomainError) {
    const { code, message, details } = problemOf(cause, reader.language);
    return { message, ...placeOf(error), extensions: { code, kind: cause.kind, ...(details.length > 0 ? { details } : {}) } };
  }
  if (error instanceof GraphQLError && (error.path === undefined || isFaultOfArguments(error, cause))) return presentFault(error, reader);
  reader.bug(error);
  const message = problemMessage(reader.language, 'INTERNAL', { requestId: reader.requestId });
  return { message, ...placeOf(error), extensions: { code: 'INTERNAL', kind: 'unavailable', requestId: reader.requestId } };
}

/** A fault that graphql-js itself found: in the document, or in the values of its variables. */
function presentFault(error: GraphQLError, reader: Reader): GraphQLFormattedError {
  const reason = (reader.open ? error.message : error.message.replace(SUGGESTION, '')).slice(0, 300);
  if (!COERCION.test(error.message)) {
    const message = problemMessage(reader.language, 'DOCUMENT_INVALID', { reason });
    return { message, ...placeOf(error), extensions: { code: 'DOCUMENT_INVALID', kind: 'invalid' } };
  }
  const path =
    /^(?:Variable "\$|Argument ")(\w+)"(?: got invalid value .*? at "\w+\.([^"]+)")?/s
      .exec(error.message)
      ?.slice(1)
      .filter(Boolean)
      .join('.') ?? '';
  const details = [{ path, code: 'NOT_VALID', message: reason }];
  const message = problemMessage(reader.language, 'INVALID_INPUT');
  return { message, ...placeOf(error), extensions: { code: 'INVALID_INPUT', kind: 'invalid', details } };
}

/** A null in a variable is found only when the field is reached; the client sent it all the same. */
function isFaultOfArguments(error: GraphQLError, cause: unknown): boolean {
  return cause instanceof GraphQLError && error.message.startsWith('Argument "') && COERCION.test(error.message);
}

/** The error that was really thrown, beneath the wrappers of graphql-js and its compilers. */
function originOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError !== undefined && current.originalError !== current) {
    current = current.originalError;
  }
  return current;
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) return {};
  const locations = error.locations ?? undefined;
  return { ...(locations === undefined ? {} : { locations }), ...(error.path === undefined ? {} : { path: error.path }) };
}
