export type { GivenGrant } from './grant/grant.repository.js';
export { Grants, type NewGrant, type Reach } from './grant/grant.service.js';
export { IdentityModule } from './identity.module.js';
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
export { type NewPerson, People } from './person/person.service.js';
