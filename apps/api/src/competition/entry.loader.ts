import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { Entries, type Entry, type EntryMember } from '#competition';
import type { Id } from '#kernel';
import { LoaderRegistry, rowById, rowsOf } from '../graphql/index.js';

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly entries: DataLoader<Id, Entry>;
    readonly membersOfEntry: DataLoader<Id, readonly EntryMember[]>;
  }
}

@Injectable()
export class EntryLoader {
  constructor(entries: Entries, loaders: LoaderRegistry) {
    loaders.add(
      'entries',
      rowById((tenantId, ids) => entries.byIds(tenantId, ids)),
    );
    loaders.add(
      'membersOfEntry',
      rowsOf(
        (tenantId, ids) => entries.membersOf(tenantId, ids),
        (member) => member.entryId,
      ),
    );
  }
}
