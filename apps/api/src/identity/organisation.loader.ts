import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { type Organisation, Organisations } from '#identity';
import type { Id } from '#kernel';
import { LoaderRegistry, rowById } from '../graphql/index.js';

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly organisations: DataLoader<Id, Organisation>;
  }
}

@Injectable()
export class OrganisationLoader {
  constructor(organisations: Organisations, loaders: LoaderRegistry) {
    loaders.add(
      'organisations',
      rowById((tenantId, ids) => organisations.byIds(tenantId, ids)),
    );
  }
}
