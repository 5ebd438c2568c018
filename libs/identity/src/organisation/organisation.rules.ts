import { DomainError } from '#kernel';

export const ORGANISATION_KINDS = ['union', 'industry', 'enterprise'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** From the top of the tree downward. */
export const ORGANISATION_LEVELS = ['national', 'provincial', 'city', 'county', 'enterprise'] as const;
export type OrganisationLevel = (typeof ORGANISATION_LEVELS)[number];

type Place = { readonly kind: OrganisationKind; readonly level: OrganisationLevel };

/** What may stand beneath what: an enterprise group has subsidiaries, but no union stands beneath an enterprise. */
const PARENTS: Readonly<Record<OrganisationKind, readonly OrganisationKind[]>> = {
  union: ['union', 'industry'],
  industry: ['union', 'industry'],
  enterprise: ['union', 'industry', 'enterprise'],
};

/** Throws ORGANISATION_CANNOT_STAND_THERE when the kind does not fit the parent's or the level is above the parent's. */
export function checkPlace(organisation: Place, parent: Place): void {
  const isLower = ORGANISATION_LEVELS.indexOf(organisation.level) >= ORGANISATION_LEVELS.indexOf(parent.level);
  if (!isLower || !PARENTS[organisation.kind].includes(parent.kind)) {
    throw new DomainError('ORGANISATION_CANNOT_STAND_THERE', { kind: organisation.kind, parentKind: parent.kind });
  }
}
