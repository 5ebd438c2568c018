import { type DynamicModule, Module } from '@nestjs/common';
import { FileStore } from './file-store.js';
import { LocalFileStore } from './local-file-store.js';

@Module({})
export class StorageModule {}

/** Offers `FileStore` to every room; the app says in which folder the files lie. */
export function localStorage(folder: string): DynamicModule {
  return {
    module: StorageModule,
    global: true,
    providers: [{ provide: FileStore, useFactory: () => new LocalFileStore({ folder }) }],
    exports: [FileStore],
  };
}
