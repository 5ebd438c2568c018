import { DomainError, type Id, type ProblemDetail } from '#kernel';
import { faultsOfText, refuseFaults } from '../competition/competition.rules.js';
import type { Skill, SkillStatus } from './skill.entity.js';

/**
 * The life of a skill, forwards only; marking is reopened, with a reason, until results are final.
 * A correction of final results is a new publication and does not come this way.
 */
const NEXT: Readonly<Record<SkillStatus, readonly SkillStatus[]>> = {
  draft: ['registration'],
  registration: ['marking'],
  marking: ['locked'],
  locked: ['checked', 'marking'],
  checked: ['provisional', 'marking'],
  provisional: ['final', 'marking'],
  final: [],
};

const CODE = /^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/;
const LONGEST_REASON = 500;

type Signatures = Pick<Skill, 'status' | 'lockedBy' | 'checkedBy' | 'publishedBy'>;

export type Move = {
  readonly to: SkillStatus;
  /** Who moves; null for the system. */
  readonly personId: Id | null;
  readonly reason?: string;
};

/**
 * The skill one step on, with the mover's signature on it.
 * Four eyes: who locked may not check, who checked may not publish. Reopening takes all signatures away.
 * Throws SKILL_CANNOT_MOVE, SAME_PERSON, REOPEN_NEEDS_REASON.
 */
export function moveSkill<S extends Signatures>(skill: S, { to, personId, reason }: Move): S {
  if (!NEXT[skill.status].includes(to)) throw new DomainError('SKILL_CANNOT_MOVE', { from: skill.status, to });
  switch (to) {
    case 'draft':
    case 'registration':
      return { ...skill, status: to };
    case 'marking':
      if (skill.status !== 'registration') requireReason(reason);
      return { ...skill, status: to, lockedBy: null, checkedBy: null, publishedBy: null };
    case 'locked':
      return { ...skill, status: to, lockedBy: personId };
    case 'checked':
      refuseSamePerson(skill.lockedBy, personId, 'locked');
      return { ...skill, status: to, checkedBy: personId };
    case 'provisional':
    case 'final':
      refuseSamePerson(skill.checkedBy, personId, 'checked');
      return { ...skill, status: to, publishedBy: personId };
  }
}

/** Throws INVALID_INPUT with one detail a fault. */
export function checkSkill(skill: Pick<Skill, 'code' | 'name' | 'entriesPerOrganisation'>): void {
  refuseFaults([
    ...(CODE.test(skill.code) ? [] : [{ path: 'code', code: 'SKILL_CODE_INVALID' }]),
    ...faultsOfText('name', skill.name),
    ...faultsOfLimit(skill.entriesPerOrganisation),
  ]);
}

/** Rules, panels and rounds can be changed until marking is locked. Throws SKILL_NOT_EDITABLE. */
export function requireEditable(
  { status }: Pick<Skill, 'status'>,
  during: readonly SkillStatus[] = ['draft', 'registration', 'marking'],
): void {
  if (!during.includes(status)) throw new DomainError('SKILL_NOT_EDITABLE', { status });
}

function requireReason(reason: string | undefined): void {
  const length = reason?.trim().length ?? 0;
  if (length === 0 || length > LONGEST_REASON)
    throw new DomainError('REOPEN_NEEDS_REASON', {}, [{ path: 'reason', code: 'REOPEN_NEEDS_REASON' }]);
}

function refuseSamePerson(before: Id | null, now: Id | null, step: SkillStatus): void {
  if (before !== null && before === now) throw new DomainError('SAME_PERSON', { step });
}

function faultsOfLimit(limit: number | null): readonly ProblemDetail[] {
  const isFine = limit === null || (Number.isInteger(limit) && limit >= 1 && limit <= 10_000);
  return isFine ? [] : [{ path: 'entriesPerOrganisation', code: 'OUT_OF_RANGE', params: { min: 1, max: 10_000 } }];
}
