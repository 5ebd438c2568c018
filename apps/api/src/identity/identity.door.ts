import { Module } from '@nestjs/common';
import { IdentityModule } from '#identity';
import { GraphqlFrame } from '../graphql/index.js';
import { GrantResolver } from './grant.resolver.js';
import { MeResolver } from './me.resolver.js';
import { OrganisationLoader } from './organisation.loader.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { PersonLoader } from './person.loader.js';
import { PersonResolver } from './person.resolver.js';

@Module({
  imports: [IdentityModule, GraphqlFrame],
  providers: [OrganisationResolver, OrganisationLoader, PersonResolver, PersonLoader, GrantResolver, MeResolver],
})
export class IdentityDoor {}
