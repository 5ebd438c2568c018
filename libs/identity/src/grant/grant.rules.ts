import { DomainError, type Role } from '#kernel';
import type { OrganisationKind } from '../organisation/organisation.rules.js';

/** On which kinds of organisation a role may be granted, and whether it may be narrowed to one competition. */
const ROLE_SCOPES: Readonly<Record<Role, { readonly kinds: readonly OrganisationKind[]; readonly mayNarrow: boolean }>> = {
  union_administrator: { kinds: ['union', 'industry'], mayNarrow: false },
  competition_organiser: { kinds: ['union', 'industry', 'enterprise'], mayNarrow: true },
  chief_judge: { kinds: ['union', 'industry', 'enterprise'], mayNarrow: true },
  judge: { kinds: ['union', 'industry', 'enterprise'], mayNarrow: true },
  supervisor: { kinds: ['union', 'industry', 'enterprise'], mayNarrow: true },
  encryption_officer: { kinds: ['union', 'industry', 'enterprise'], mayNarrow: true },
  enterprise_administrator: { kinds: ['enterprise'], mayNarrow: false },
  participant: { kinds: ['union', 'industry', 'enterprise'], mayNarrow: false },
};

/** Throws ROLE_NOT_FOR_ORGANISATION, ROLE_NOT_FOR_COMPETITION. */
export function checkScope(role: Role, kind: OrganisationKind, isNarrowed: boolean): void {
  const scope = ROLE_SCOPES[role];
  if (!scope.kinds.includes(kind)) throw new DomainError('ROLE_NOT_FOR_ORGANISATION', { role, kind });
  if (isNarrowed && !scope.mayNarrow) throw new DomainError('ROLE_NOT_FOR_COMPETITION', { role });
}
