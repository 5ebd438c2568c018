import type { AddressInfo } from 'node:net';
import { readConfig } from '#config';
import { Database } from '#database';
import { Accounts, SignIn } from '#identity';
import type { Id } from '#kernel';
import { type Api, createApi } from '../../apps/api/src/api.js';
import { createTestDatabase } from './database.js';
import type { Rooms } from './rooms.js';

/** The whole API on a database and a port of its own; its rooms are open to the test as well. */
export type TestApi = Api &
  Rooms & {
    readonly url: string;
    /** A GraphQL request as our own clients send it. */
    readonly ask: (query: string, variables?: object, headers?: Readonly<Record<string, string>>) => Promise<GraphqlAnswer>;
    /** Gives a person an account and signs in; the value of the header `cookie`. */
    readonly cookieOf: (tenantId: Id, personId: Id) => Promise<string>;
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

const PASSWORD = 'correct horse battery staple';

/** Starts it, quiet. `environment` are variables on top of those of a test. */
export async function startTestApi(environment: Readonly<Record<string, string>> = {}): Promise<TestApi> {
  const testDatabase = await createTestDatabase();
  // Rooms read their own settings from the environment.
  process.env['SECRET'] ??= testDatabase.secret;
  const settings = readConfig({
    SECRET: testDatabase.secret,
    DATABASE_URL: testDatabase.adminUrl,
    DATABASE_POOL: '4',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    PORT: '0',
    ...environment,
  });
  const api = await createApi(settings);
  await api.app.listen(0, '127.0.0.1');
  const { port } = api.fastify.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const get: Rooms['get'] = (service) => api.app.get(service, { strict: false });
  return {
    ...api,
    url,
    testDatabase,
    database: get(Database),
    get,
    ask: (query, variables = {}, headers = {}) => ask(url, query, variables, headers),
    cookieOf: async (tenantId, personId) => {
      const username = `u${personId.replaceAll('-', '').slice(-12)}`;
      await get(Accounts).createAccount(tenantId, { personId, username, password: PASSWORD });
      const cookies = await get(SignIn).signIn({ name: username, password: PASSWORD, address: '127.0.0.1', headers: {} });
      return cookies.map((line) => line.split(';')[0]).join('; ');
    },
    close: async () => {
      await api.app.close();
      await testDatabase.drop();
    },
  };
}

async function ask(url: string, query: string, variables: object, headers: Readonly<Record<string, string>>): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}
