import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { type Auth, createAuth } from './auth.js';
import { secretFor } from './secrets.js';

export type AuthConnectionOptions = {
  /** Address with the login guildhall_auth; without it nobody can sign in through this process. */
  readonly url: string | undefined;
  readonly secret: string;
  readonly publicUrl: string;
};

/** The sign-in library and its pool, made when somebody first signs in. */
@Injectable()
export class AuthConnection implements OnApplicationShutdown {
  #pool: pg.Pool | undefined;
  #auth: Auth | undefined;

  constructor(private readonly options: AuthConnectionOptions) {}

  readonly pool = (): pg.Pool => {
    const { url } = this.options;
    if (url === undefined) throw new Error('Set AUTH_DATABASE_URL or DATABASE_URL: nobody can sign in without it');
    this.#pool ??= new pg.Pool({
      connectionString: url,
      options: '-c search_path=auth',
      max: 4,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: 'guildhall auth',
    }).on('error', () => undefined);
    return this.#pool;
  };

  get auth(): Auth {
    const { secret, publicUrl } = this.options;
    this.#auth ??= createAuth({ pool: this.pool(), cookieSecret: secretFor(secret, 'session cookies'), publicUrl });
    return this.#auth;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#pool?.end();
  }
}
