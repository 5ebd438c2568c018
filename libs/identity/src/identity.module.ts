import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { config } from '#config';
import { GrantRepository } from './grant/grant.repository.js';
import { Grants } from './grant/grant.service.js';
import { OrganisationRepository } from './organisation/organisation.repository.js';
import { Organisations } from './organisation/organisation.service.js';
import { IdNumberVault } from './person/id-number.vault.js';
import { PersonRepository } from './person/person.repository.js';
import { People } from './person/person.service.js';
import './identity.problems.js';

@Module({
  imports: [AuditModule],
  providers: [
    OrganisationRepository,
    Organisations,
    PersonRepository,
    People,
    GrantRepository,
    Grants,
    { provide: IdNumberVault, useFactory: () => new IdNumberVault(config().SECRET) },
  ],
  exports: [Organisations, People, Grants],
})
export class IdentityModule {}
