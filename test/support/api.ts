import type { AddressInfo } from 'node:net';
import { readConfig } from '#config';
import { type Api, createApi } from '../../apps/api/src/api.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export type TestApi = Api & {
  readonly url: string;
  readonly database: TestDatabase;
  /** A GraphQL request as our own clients send it. */
  readonly ask: (query: string, variables?: object, headers?: Readonly<Record<string, string>>) => Promise<GraphqlAnswer>;
  readonly stop: () => Promise<void>;
};

export type GraphqlAnswer = {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly string[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
};

/** The whole API on a database and a port of its own, quiet. `settings` are environment variables. */
export async function startTestApi(settings: Readonly<Record<string, string>> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  // Rooms read their own settings from the environment.
  process.env['SECRET'] ??= database.secret;
  const environment = {
    SECRET: database.secret,
    DATABASE_URL: database.adminUrl,
    DATABASE_POOL: '4',
    LOG_LEVEL: 'silent',
    PORT: '0',
    ...settings,
  };
  const api = await createApi(readConfig(environment));
  await api.app.listen(0, '127.0.0.1');
  const { port } = api.fastify.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    ...api,
    url,
    database,
    ask: async (query, variables = {}, headers = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, ...((await response.json()) as object) };
    },
    stop: async () => {
      await api.app.close();
      await database.drop();
    },
  };
}
