import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { createDataSource, type DatabaseOptions } from './data-source.js';
import { Database } from './database.js';

@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  /** Connects at boot; one per process, visible in every room. */
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: Database, useFactory: () => connectDatabase(options) }],
      exports: [Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/** A connected `Database` without Nest, for tools and tests. */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const source = createDataSource(options);
  await source.initialize();
  return new Database(source);
}
