import { DomainError, type Id } from '#kernel';
import type { Skill } from '../skill/skill.entity.js';
import type { Entry, EntryKind, EntryStatus } from './entry.entity.js';

const MOST_MEMBERS = 50;
export const HIGHEST_BIB = 99_999;

/** Who registers: the organiser, or an enterprise for its own workers. */
export type Registrar = 'organiser' | 'enterprise';

/**
 * Throws REGISTRATION_NOT_OPEN, REGISTRATION_CLOSED. An organiser may still enter someone after the closing time, and before it opens;
 * an enterprise may only in between. Nobody may once marking has begun.
 */
export function requireRegistration(skill: Pick<Skill, 'status' | 'registrationClosesAt' | 'isPastClosing'>, registrar: Registrar): void {
  const isOpen = skill.status === 'registration' || (skill.status === 'draft' && registrar === 'organiser');
  if (!isOpen) throw new DomainError('REGISTRATION_NOT_OPEN', { status: skill.status });
  if (registrar === 'enterprise' && skill.isPastClosing && skill.registrationClosesAt !== null) {
    throw new DomainError('REGISTRATION_CLOSED', { closedAt: skill.registrationClosesAt.toISOString() });
  }
}

/** Throws ENTRY_NEEDS_ONE_PERSON or ENTRY_NEEDS_MEMBERS. */
export function checkMembers(kind: EntryKind, personIds: readonly Id[]): void {
  const path = 'personIds';
  if (kind === 'person' && personIds.length !== 1) {
    throw new DomainError('ENTRY_NEEDS_ONE_PERSON', {}, [{ path, code: 'ENTRY_NEEDS_ONE_PERSON' }]);
  }
  const areDistinct = new Set(personIds).size === personIds.length;
  if (personIds.length < 1 || personIds.length > MOST_MEMBERS || !areDistinct) {
    throw new DomainError('ENTRY_NEEDS_MEMBERS', {}, [{ path, code: 'ENTRY_NEEDS_MEMBERS' }]);
  }
}

/** Throws ENTRIES_LIMIT_REACHED when the organisation has used its entries; guests and the withdrawn use none. */
export function requireRoom(limit: number | null, used: number, wanted = 1): void {
  if (limit !== null && used + wanted > limit) throw new DomainError('ENTRIES_LIMIT_REACHED', { limit });
}

/** Whether an entry of this status counts against its organisation's limit. */
export function usesRoom(status: EntryStatus): boolean {
  return status !== 'guest' && status !== 'withdrawn';
}

/** The lowest number at or above `from` that is free; it may be above `HIGHEST_BIB`. */
export function nextFreeBib(taken: ReadonlySet<number>, from = 1): number {
  let bib = from;
  while (taken.has(bib)) bib += 1;
  return bib;
}

/** The entry out of the competition, its number kept. Throws ENTRY_NOT_WITHDRAWABLE. */
export function withdraw(entry: Entry): Entry {
  if (entry.status !== 'official' && entry.status !== 'guest') throw new DomainError('ENTRY_NOT_WITHDRAWABLE', { status: entry.status });
  return { ...entry, status: 'withdrawn' };
}
