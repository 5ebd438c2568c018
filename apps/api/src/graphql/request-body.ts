import { isUtf8 } from 'node:buffer';
import { DomainError } from '#kernel';

export type GraphqlRequest = {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** The JSON of a body. Throws REQUEST_MALFORMED for bytes that are not UTF-8, JSON that is none, and names that poison prototypes. */
export function jsonOf(bytes: Buffer): unknown {
  if (bytes.length === 0) throw malformed('the body is empty');
  if (!isUtf8(bytes)) throw malformed('the body is not UTF-8');
  const text = bytes.toString('utf8');
  if (/"(__proto__|constructor)"\s*:/.test(text)) throw malformed('a name is not allowed');
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('the body is not JSON');
  }
}

/** Checks the four parameters of GraphQL over HTTP. Throws REQUEST_MALFORMED or BATCH_REFUSED. */
export function graphqlRequestOf(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw new DomainError('BATCH_REFUSED');
  if (!isRecord(body)) throw malformed('the body is not an object');
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string' || query === '') throw malformed('query is not a string');
  if (operationName !== null && typeof operationName !== 'string') throw malformed('operationName is not a string');
  if (variables !== null && !isRecord(variables)) throw malformed('variables is not an object');
  if (extensions !== null && !isRecord(extensions)) throw malformed('extensions is not an object');
  if (variables !== null) refuseZeroBytes(variables);
  return { query, operationName, variables: variables ?? {} };
}

/** PostgreSQL keeps no U+0000 in a text, so none may come in. */
function refuseZeroBytes(variables: Readonly<Record<string, unknown>>): void {
  const waiting: unknown[] = [variables];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value === 'string' && value.includes('\u0000')) throw malformed('a text contains a zero byte');
    if (typeof value === 'object' && value !== null) waiting.push(...Object.values(value).filter((inner) => inner !== undefined));
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(reason: string): DomainError {
  return new DomainError('REQUEST_MALFORMED', { reason });
}
