import { Logger } from '@nestjs/common';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import type pg from 'pg';
import { LONGEST_PASSWORD, readAccountName, SHORTEST_PASSWORD } from './account.rules.js';
import { hashPassword, isPassword } from './password.js';

export type AuthOptions = {
  readonly pool: pg.Pool;
  /** Signs the session cookie. */
  readonly cookieSecret: string;
  readonly publicUrl: string;
};

const DAY_SECONDS = 86_400;

/**
 * The sign-in library on its own schema and role. Accounts are made by the `Accounts` service, never by strangers; attempts are limited
 * and the origin is checked before it is asked; addresses of visitors are not stored. Its tables stand in migration 0007.
 */
export function createAuth({ pool, cookieSecret, publicUrl }: AuthOptions) {
  const log = new Logger('sign-in');
  return betterAuth({
    database: pool,
    secret: cookieSecret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    trustedOrigins: [new URL(publicUrl).origin],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(hash, password) },
    },
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    plugins: [
      username({ minUsernameLength: 3, maxUsernameLength: 60, usernameValidator: (name) => readAccountName(name)?.kind === 'username' }),
    ],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'guildhall',
      useSecureCookies: publicUrl.startsWith('https:'),
      disableOriginCheck: false,
      ipAddress: { disableIpTracking: true },
    },
    logger: { level: 'error', log: (_, text) => log.error(text) },
  });
}

export type Auth = ReturnType<typeof createAuth>;
