import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { Sessions } from '#identity';
import type { Actor, Id } from '#kernel';
import { LANGUAGES, type Language, negotiateLanguage } from '#language';

const KNOWN_MS = 60_000;
const MOST_KNOWN = 1_000;

/** Finds out who asks, and in which language, from the headers of a request. */
@Injectable()
export class Callers {
  readonly #tenants = new Map<string, { readonly tenantId: Id | null; readonly until: number }>();

  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
  ) {}

  /** The person of the session, else anonymous in the tenant named by `guildhall-tenant`, else null. */
  async of(headers: IncomingHttpHeaders): Promise<Actor | null> {
    const given = headers['guildhall-tenant'];
    const tenantSlug = typeof given === 'string' ? given : null;
    const person = headers.cookie === undefined ? null : await this.sessions.actorOf({ headers, tenantSlug });
    if (person !== null) return person;
    const tenantId = tenantSlug === null ? null : await this.tenantOf(tenantSlug);
    return tenantId === null ? null : { kind: 'anonymous', tenantId };
  }

  /** The tenant of a slug, remembered for a minute; null when there is none. */
  async tenantOf(slug: string): Promise<Id | null> {
    if (!/^[a-z0-9-]{2,40}$/.test(slug)) return null;
    const known = this.#tenants.get(slug);
    if (known !== undefined && known.until > Date.now()) return known.tenantId;
    const [row] = await this.database.directory<{ tenant_id: Id }>('select tenant_id from directory.tenant_by_slug($1)', [slug]);
    if (this.#tenants.size >= MOST_KNOWN) this.#tenants.clear();
    const tenantId = row?.tenant_id ?? null;
    this.#tenants.set(slug, { tenantId, until: Date.now() + KNOWN_MS });
    return tenantId;
  }
}

/** `guildhall-language` when it names one of ours, else `Accept-Language`, else Chinese. */
export function languageOf(headers: IncomingHttpHeaders): Language {
  const wished = headers['guildhall-language'];
  const setting = LANGUAGES.find((language) => language === wished) ?? null;
  return negotiateLanguage('/', headers['accept-language'], setting);
}
