import type { Place } from '#competition';
import { type Actor, hasRole, type Id, type Role } from '#kernel';

const ISSUERS = ['union_administrator', 'competition_organiser'] as const satisfies readonly Role[];

/** Who organises the competition issues, suspends and revokes what follows from its results. */
export function mayIssueCertificates(actor: Actor, { id, organisationId }: Place): boolean {
  return actor.kind === 'system' || hasRole(actor, ISSUERS, organisationId, id);
}

/** The holder, and who issued it; everyone else asks the public page by the code. */
export function mayReadCertificate(actor: Actor, certificate: { readonly holderId: Id | null }, place: Place): boolean {
  return isHolder(actor, certificate) || mayIssueCertificates(actor, place);
}

export function isHolder(actor: Actor, certificate: { readonly holderId: Id | null }): boolean {
  return actor.kind === 'person' && certificate.holderId !== null && actor.personId === certificate.holderId;
}
