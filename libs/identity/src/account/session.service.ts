import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id, LocalizedText, PersonActor } from '#kernel';
import { Grants } from '../grant/grant.service.js';
import { cookieIn, sessionCookieName, signedToken } from './cookies.js';
import { secretFor } from './secrets.js';

/** What a request carries; names in small letters, as Node gives them. */
export type RequestHeaders = { readonly cookie?: string | undefined };

export type Membership = { readonly tenantId: Id; readonly slug: string; readonly name: LocalizedText; readonly personId: Id };

export type SessionOptions = { readonly secret: string; readonly publicUrl: string };

/** Who acts, asked of the database at every request: a session that was ended has no access at the next. */
@Injectable()
export class Sessions {
  readonly #cookieName: string;
  readonly #cookieSecret: string;

  constructor(
    private readonly database: Database,
    private readonly grants: Grants,
    options: SessionOptions,
  ) {
    this.#cookieName = sessionCookieName(options.publicUrl);
    this.#cookieSecret = secretFor(options.secret, 'session cookies');
  }

  /**
   * The person behind the cookie as a member of the tenant, or of their first one (by slug) when none is named; null without a living
   * session or membership. One statement for session, membership and tenant, one for grants and reach; a cookie that we did not sign
   * costs none. A session that has run for a day is prolonged to seven more.
   */
  async actorOf({
    headers,
    tenantSlug,
  }: {
    readonly headers: RequestHeaders;
    readonly tenantSlug?: string | null;
  }): Promise<PersonActor | null> {
    const token = this.tokenIn(headers);
    if (token === null) return null;
    const [session] = await this.database.directory<SessionRow>('select * from directory.session_actor($1, $2)', [
      token,
      tenantSlug ?? null,
    ]);
    if (session === undefined) return null;
    if (session.stale) await this.database.directory('select directory.refresh_session($1)', [token]);
    const { grants, reach } = await this.grants.reachOf(session.tenant_id, session.person_id);
    return { kind: 'person', tenantId: session.tenant_id, personId: session.person_id, userId: session.user_id, grants, reach };
  }

  /** The tenants an account belongs to, by slug. */
  async membershipsOf(userId: string): Promise<readonly Membership[]> {
    const rows = await this.database.directory<MembershipRow>('select * from directory.memberships_of($1)', [userId]);
    return rows.map((row) => ({ tenantId: row.tenant_id, slug: row.slug, name: row.name, personId: row.person_id }));
  }

  /** The session token of the request, null unless our signature stands behind it. */
  tokenIn(headers: RequestHeaders): string | null {
    return signedToken(cookieIn(headers.cookie, this.#cookieName), this.#cookieSecret);
  }
}

type SessionRow = {
  readonly user_id: string;
  readonly tenant_id: Id;
  readonly slug: string;
  readonly person_id: Id;
  readonly stale: boolean;
};
type MembershipRow = { readonly tenant_id: Id; readonly slug: string; readonly name: LocalizedText; readonly person_id: Id };
