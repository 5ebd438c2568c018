import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DomainError } from '#kernel';
import { type AccountName, checkPassword, LONGEST_PASSWORD, readAccountName } from './account.rules.js';
import { AttemptLimiter, type Quota } from './attempt-limiter.js';
import { AuthConnection } from './auth-connection.js';
import { cookieIn } from './cookies.js';
import { type Device, deviceIn, isKnownTo, withAccount } from './device.js';
import { secretFor } from './secrets.js';
import { type RequestHeaders, Sessions } from './session.service.js';

export type SignInRequest = {
  /** E-mail address or user name, as typed. */
  readonly name: string;
  readonly password: string;
  /** Address of the visitor as the door knows it; a proxy's word only where the proxy is trusted. */
  readonly address: string;
  readonly headers: RequestHeaders;
};

/** `Set-Cookie` lines to be sent on as they are. */
export type CookiesToSet = readonly string[];

export type SignInOptions = { readonly secret: string; readonly publicUrl: string };

/** Failed attempts an hour; together at most 20 evaluations for one account from one attacker and one stolen device. */
const OF_ACCOUNT = 10;
const OF_DEVICE = 10;
/** A hall full of people shares one address, so it is wider. */
const OF_ADDRESS = 60;
/** A refusal takes this long or a multiple of it, so that what is done for known accounts only does not show. */
const REFUSAL_MS = 250;
const DEVICE_SECONDS = 34_560_000;

/** Signing in and out and changing one's password. Every attempt is counted before a password is looked at. */
@Injectable()
export class SignIn {
  readonly #limiter: AttemptLimiter;
  readonly #deviceSecret: string;
  readonly #deviceCookie: string;
  readonly #attributes: string;

  constructor(
    private readonly connection: AuthConnection,
    private readonly sessions: Sessions,
    options: SignInOptions,
  ) {
    const isHttps = options.publicUrl.startsWith('https:');
    this.#limiter = new AttemptLimiter(connection.pool, secretFor(options.secret, 'sign-in counters'));
    this.#deviceSecret = secretFor(options.secret, 'device cookies');
    this.#deviceCookie = `${isHttps ? '__Secure-' : ''}guildhall.device`;
    this.#attributes = `Max-Age=${DEVICE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
  }

  /** Starts a session. Throws SIGN_IN_FAILED, the same for an unknown name and a wrong password, or SIGN_IN_THROTTLED with `minutes`. */
  async signIn(request: SignInRequest): Promise<CookiesToSet> {
    const startedAt = performance.now();
    const name = readAccountName(request.name);
    if (name === null || request.password.length > LONGEST_PASSWORD * 2) return refuse(startedAt);
    const device = deviceIn(cookieIn(request.headers.cookie, this.#deviceCookie));
    const quotas = this.#quotasOf(name, device, request.address);
    await this.#limiter.take(quotas);
    const answer = await this.#ask(name, request);
    if (answer.status >= 500) throw new Error(`The sign-in library answered ${answer.status}`);
    if (!answer.ok) {
      await this.connection.pool().query('select directory.sign_in_failed($1)', [name.value]);
      return refuse(startedAt);
    }
    await this.#limiter.giveBack(quotas);
    const known = `${this.#deviceCookie}=${withAccount(device, name.value, this.#deviceSecret)}; ${this.#attributes}`;
    return [...answer.headers.getSetCookie(), known];
  }

  /** Ends the session; without one it only clears the cookie. */
  async signOut(headers: RequestHeaders): Promise<CookiesToSet> {
    const answer = await this.connection.auth.api.signOut({ headers: asHeaders(headers), asResponse: true });
    return answer.headers.getSetCookie();
  }

  /**
   * Changes the password and ends every session of the account; the answer's cookie starts a new one. Throws UNAUTHENTICATED,
   * SIGN_IN_FAILED for a wrong current password, SIGN_IN_THROTTLED, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON.
   */
  async changePassword(headers: RequestHeaders, change: { readonly current: string; readonly next: string }): Promise<CookiesToSet> {
    const actor = await this.sessions.actorOf({ headers });
    if (actor === null) throw new DomainError('UNAUTHENTICATED');
    checkPassword(change.next, '');
    const quotas = [{ key: `password ${actor.userId}`, most: OF_ACCOUNT }];
    await this.#limiter.take(quotas);
    const answer = await this.connection.auth.api.changePassword({
      headers: asHeaders(headers),
      body: { currentPassword: change.current.slice(0, LONGEST_PASSWORD * 2), newPassword: change.next, revokeOtherSessions: true },
      asResponse: true,
    });
    if (answer.status >= 500) throw new Error(`The sign-in library answered ${answer.status}`);
    if (!answer.ok) throw new DomainError('SIGN_IN_FAILED');
    await this.#limiter.giveBack(quotas);
    return answer.headers.getSetCookie();
  }

  #quotasOf(name: AccountName, device: Device | null, address: string): readonly Quota[] {
    if (device !== null && isKnownTo(device, name.value, this.#deviceSecret)) {
      return [{ key: `device ${device.id} ${name.value}`, most: OF_DEVICE }];
    }
    return [
      { key: `account ${name.value}`, most: OF_ACCOUNT },
      { key: `address ${address}`, most: OF_ADDRESS },
    ];
  }

  #ask(name: AccountName, { password, headers }: SignInRequest): Promise<Response> {
    const { api } = this.connection.auth;
    const request = { headers: asHeaders(headers), asResponse: true } as const;
    return name.kind === 'email'
      ? api.signInEmail({ ...request, body: { email: name.value, password } })
      : api.signInUsername({ ...request, body: { username: name.value, password } });
  }
}

async function refuse(startedAt: number): Promise<never> {
  const elapsed = performance.now() - startedAt;
  await sleep(Math.ceil(elapsed / REFUSAL_MS) * REFUSAL_MS - elapsed);
  throw new DomainError('SIGN_IN_FAILED');
}

function asHeaders({ cookie }: RequestHeaders): Headers {
  return new Headers(cookie === undefined ? {} : { cookie });
}
