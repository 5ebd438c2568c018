import { DataSource } from 'typeorm';
import { NamingClient } from './tenant-query.js';

export type DatabaseOptions = {
  /** Address with the app role's login. */
  readonly url: string;
  /** Entities of the rooms in use. */
  readonly entities: readonly (new () => object)[];
  /** Connections at most; 10 unless told. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
};

/** TypeORM's data source over the naming driver. Nothing is synchronised; migrations have a door of their own. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...options.entities],
    synchronize: false,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'guildhall',
    extra: { Client: NamingClient, idleTimeoutMillis: 0, connectionTimeoutMillis: 10_000, keepAlive: true },
  });
}
