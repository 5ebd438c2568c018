export { Accounts, type NewAccount } from './account/account.service.js';
export { type Membership, type RequestHeaders, Sessions } from './account/session.service.js';
export { type CookiesToSet, SignIn, type SignInRequest } from './account/sign-in.service.js';
export type { GivenGrant } from './grant/grant.repository.js';
export { Grants, type NewGrant, type Reach } from './grant/grant.service.js';
export { createIdentity, IdentityModule, type IdentityRoom, type SignInSettings, signInModule } from './identity.module.js';
export { CARRIES, IDENTITY_ACTS, type IdentityAct } from './identity.policy.js';
export { identityProblems } from './identity.problems.js';
export type { Organisation } from './organisation/organisation.repository.js';
export {
  ORGANISATION_KINDS,
  ORGANISATION_LEVELS,
  type OrganisationKind,
  type OrganisationLevel,
} from './organisation/organisation.rules.js';
export { type NewOrganisation, type NewTenant, Organisations, type Tenant } from './organisation/organisation.service.js';
export type { Person } from './person/person.repository.js';
export { type NewPerson, People, type PersonDetails } from './person/person.service.js';
