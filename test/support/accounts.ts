import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Audit } from '#audit';
import { connectDatabase } from '#database';
import { type CookiesToSet, createIdentity, type IdentityRoom } from '#identity';
import { type Id, pageRequest, systemActor } from '#kernel';
import { createTestDatabase } from './database.js';

export const PASSWORD = 'correct horse battery';

export type GivenAccount = {
  readonly tenantId: Id;
  readonly rootId: Id;
  readonly slug: string;
  readonly personId: Id;
  readonly userId: string;
  /** What they type to sign in. */
  readonly name: string;
};

export type AccountRoom = Awaited<ReturnType<typeof openAccounts>>;

/** The identity room on a database of its own, with people who sign in. */
export async function openAccounts() {
  const test = await createTestDatabase();
  const database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [] });
  const superuser = new pg.Client({ connectionString: test.adminUrl });
  await superuser.connect();
  const audit = new Audit(database);
  const roomAt = (publicUrl: string): IdentityRoom =>
    createIdentity(database, { SECRET: test.secret, publicUrl, DATABASE_URL: test.adminUrl });
  const room = roomAt('http://127.0.0.1:4000');
  let addresses = 0;

  /** An address that nobody has used yet. */
  function someAddress(): string {
    addresses += 1;
    return `10.0.${addresses >> 8}.${addresses & 255}`;
  }

  /** A judge of a tenant of their own. */
  async function givenAccount(kind: 'email' | 'username' = 'username'): Promise<GivenAccount> {
    const slug = `judge-${randomBytes(4).toString('hex')}`;
    const { tenantId, rootId } = await room.organisations.foundTenant({ slug, name: { 'zh-CN': '省总工会' } });
    const system = systemActor(tenantId, 'test');
    const { id: personId } = await room.people.add(system, { organisationId: rootId, name: '王小明' });
    await room.grants.grant(system, { personId, role: 'judge', organisationId: rootId });
    const name = kind === 'email' ? `${slug}@example.org` : slug;
    const { userId } = await room.accounts.createAccount(tenantId, { personId, [kind]: name, password: PASSWORD });
    return { tenantId, rootId, slug, personId, userId, name };
  }

  return {
    superuser,
    room,
    roomAt,
    givenAccount,
    someAddress,
    signIn: (name: string, password: string, headers: { cookie?: string } = {}, address = someAddress()) =>
      room.signIn.signIn({ name, password, address, headers }),
    /** What was done to a person, oldest first. */
    actionsOn: async ({ tenantId }: GivenAccount, personId: Id) =>
      (await audit.pageOfSubject(tenantId, personId, pageRequest(100))).rows.map((line) => line.action).toReversed(),
    close: async () => {
      await room.close();
      await superuser.end();
      await database.close();
      await test.drop();
    },
  };
}

/** What a browser sends back. */
export function cookieOf(lines: CookiesToSet): { readonly cookie: string } {
  return { cookie: lines.map((line) => line.split(';')[0]).join('; ') };
}
