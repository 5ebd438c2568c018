import { DomainError, type ProblemKind } from '#kernel';
import { UnknownJob } from './handlers.js';

/** Refusals that no later try can heal. */
const FINAL: ReadonlySet<ProblemKind> = new Set<ProblemKind>(['invalid', 'not_found', 'forbidden', 'too_large', 'unauthenticated']);

/** The code that a run shows for an error. */
export function problemOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  return error instanceof UnknownJob ? 'JOB_UNKNOWN' : 'JOB_FAILED';
}

/** Whether another try would only fail again. */
export function isFinal(error: unknown): boolean {
  return error instanceof DomainError && FINAL.has(error.kind);
}

/**
 * A reason fit to be stored and logged: short, and without runs of digits that could be somebody's identity number
 * (15 digits, or 17 and a check character).
 */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/\d{14,}[\dXx]?/g, '…').slice(0, 500);
}
