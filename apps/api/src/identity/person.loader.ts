import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { type GivenGrant, Grants, People, type Person, type PersonDetails } from '#identity';
import type { Id } from '#kernel';
import { LoaderRegistry, rowById, rowsOf, valueFor } from '../graphql/index.js';

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly people: DataLoader<Id, Person>;
    readonly personDetails: DataLoader<Id, PersonDetails | null>;
    readonly personGrants: DataLoader<Id, readonly GivenGrant[]>;
  }
}

@Injectable()
export class PersonLoader {
  constructor(people: People, grants: Grants, loaders: LoaderRegistry) {
    loaders.add(
      'people',
      rowById((tenantId, ids) => people.byIds(tenantId, ids)),
    );
    loaders.add(
      'personDetails',
      valueFor((_, ids, actor) => people.details(actor, ids)),
    );
    loaders.add(
      'personGrants',
      rowsOf(
        (_, ids, actor) => grants.seenOf(actor, ids),
        (grant) => grant.personId,
      ),
    );
  }
}
