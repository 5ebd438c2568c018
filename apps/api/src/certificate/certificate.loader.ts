import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { type CertificateEvent, Certificates } from '#certificate';
import type { Id } from '#kernel';
import { LoaderRegistry, rowsOf } from '../graphql/index.js';

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly certificateHistory: DataLoader<Id, readonly CertificateEvent[]>;
  }
}

@Injectable()
export class CertificateLoader {
  constructor(certificates: Certificates, loaders: LoaderRegistry) {
    loaders.add(
      'certificateHistory',
      rowsOf(
        (tenantId, ids) => certificates.eventsOf(tenantId, ids),
        ({ certificateId }) => certificateId,
      ),
    );
  }
}
