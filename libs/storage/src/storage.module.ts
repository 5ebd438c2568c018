import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { config } from '#config';
import { FileStore } from './file-store.js';
import { LocalFileStore } from './local-file-store.js';

/** Keeps files below the data folder of the installation. */
@Module({
  providers: [{ provide: FileStore, useFactory: () => new LocalFileStore({ folder: join(config().DATA_DIR, 'files') }) }],
  exports: [FileStore],
})
export class StorageModule {}
