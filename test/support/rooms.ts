import { Test, type TestingModule } from '@nestjs/testing';
import { Database, DatabaseModule } from '#database';
import { JobsModule } from '#jobs';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from './database.js';

/** Some rooms over a database of their own. */
export type Rooms = {
  readonly database: Database;
  readonly testDatabase: TestDatabase;
  /** A service of the rooms. */
  readonly get: <T>(service: new (...collaborators: never[]) => T) => T;
  /** Lets everything go and removes the database. */
  readonly close: () => Promise<void>;
};

type RoomModules = NonNullable<Parameters<typeof Test.createTestingModule>[0]['imports']>;

/** Opens rooms as an app would, on a fresh, empty, migrated database. Jobs are written to the outbox; no worker takes them. */
export async function openRooms(modules: RoomModules, options: { readonly poolSize?: number } = {}): Promise<Rooms> {
  process.env['SECRET'] ??= TEST_SECRET;
  const testDatabase = await createTestDatabase();
  const module: TestingModule = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ url: testDatabase.urlOf('guildhall_app'), entities: [], ...options }),
      JobsModule.forApi({ listenUrl: testDatabase.urlOf('guildhall_app') }),
      ...modules,
    ],
  }).compile();
  await module.init();
  return {
    database: module.get(Database),
    testDatabase,
    get: (service) => module.get(service, { strict: false }),
    close: async () => {
      await module.close();
      await testDatabase.drop();
    },
  };
}
