import { type Actor, hasRole, type Id, type Role } from '#kernel';

const ORGANISERS = ['union_administrator', 'competition_organiser'] as const satisfies readonly Role[];

/** What marking policies need to know of a skill. */
export type SkillScope = { readonly competitionId: Id; readonly organisationId: Id };

export function mayAdoptScheme(actor: Actor, skill: SkillScope): boolean {
  return actor.kind === 'system' || hasRole(actor, ORGANISERS, skill.organisationId, skill.competitionId);
}

export function mayOpenMarking(actor: Actor, skill: SkillScope): boolean {
  return mayAdoptScheme(actor, skill);
}

/** Only the person who holds the seat; an import acts as the system. */
export function mayEnterMarks(actor: Actor, seatHolderId: Id | null): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && seatHolderId !== null && actor.personId === seatHolderId);
}

export function mayReadSheet(actor: Actor, seatHolderId: Id | null, skill: SkillScope): boolean {
  return mayEnterMarks(actor, seatHolderId) || mayReadMarks(actor, skill);
}

export function mayReadMarks(actor: Actor, skill: SkillScope): boolean {
  return actor.kind === 'system' || hasRole(actor, [...ORGANISERS, 'chief_judge', 'supervisor'], skill.organisationId, skill.competitionId);
}

export function mayReturnSheet(actor: Actor, skill: SkillScope): boolean {
  return actor.kind === 'system' || hasRole(actor, ['chief_judge'], skill.organisationId, skill.competitionId);
}

export function mayLockMarks(actor: Actor, skill: SkillScope): boolean {
  return mayReturnSheet(actor, skill);
}

export function mayCheckMarks(actor: Actor, skill: SkillScope): boolean {
  return actor.kind === 'system' || hasRole(actor, ['supervisor'], skill.organisationId, skill.competitionId);
}

export function mayPublishResults(actor: Actor, skill: SkillScope): boolean {
  return actor.kind === 'system' || hasRole(actor, ORGANISERS, skill.organisationId, skill.competitionId);
}

export function mayDecideTie(actor: Actor, skill: SkillScope): boolean {
  return mayReturnSheet(actor, skill);
}
