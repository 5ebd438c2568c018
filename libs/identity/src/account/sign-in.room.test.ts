import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Audit } from '#audit';
import { connectDatabase, type Database } from '#database';
import { type Id, pageRequest, systemActor } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createIdentity, type IdentityRoom } from '../index.js';
import { isPassword } from './password.js';

const PASSWORD = 'correct horse battery';
/** Sixty hashes on a busy machine. */
const PATIENCE_MS = 60_000;
let test: TestDatabase;
let database: Database;
let superuser: pg.Client;
let room: IdentityRoom;
let audit: Audit;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [] });
  superuser = new pg.Client({ connectionString: test.adminUrl });
  await superuser.connect();
  audit = new Audit(database);
  room = createIdentity(database, { SECRET: test.secret, publicUrl: 'http://127.0.0.1:4000', DATABASE_URL: test.adminUrl });
});

afterAll(async () => {
  await room?.close();
  await superuser?.end();
  await database?.close();
  await test?.drop();
});

async function givenAccount(kind: 'email' | 'username' = 'username') {
  const name = `judge-${randomBytes(4).toString('hex')}`;
  const { tenantId, rootId } = await room.organisations.foundTenant({ slug: name, name: { 'zh-CN': '省总工会' } });
  const person = await room.people.add(systemActor(tenantId, 'test'), { organisationId: rootId, name: '王小明' });
  await room.grants.grant(systemActor(tenantId, 'test'), { personId: person.id, role: 'judge', organisationId: rootId });
  const login = kind === 'email' ? `${name}@example.org` : name;
  const { userId } = await room.accounts.createAccount(tenantId, { personId: person.id, [kind]: login, password: PASSWORD });
  return { tenantId, rootId, slug: name, personId: person.id, userId, name: login };
}

let addresses = 0;
function someAddress(): string {
  addresses += 1;
  return `10.0.${addresses >> 8}.${addresses & 255}`;
}

const signIn = (name: string, password: string, headers: { cookie?: string } = {}, address = someAddress()) =>
  room.signIn.signIn({ name, password, address, headers });

/** What a browser sends back. */
const cookieOf = (lines: readonly string[]) => ({ cookie: lines.map((line) => line.split(';')[0]).join('; ') });

const actionsOn = async (tenantId: Id, personId: Id) =>
  (await audit.pageOfSubject(tenantId, personId, pageRequest(100))).rows.map((line) => line.action).toReversed();

describe('signing in', () => {
  it.each(['email', 'username'] as const)('by %s gives a session that carries the person’s grants', async (kind) => {
    const account = await givenAccount(kind);
    const cookies = await signIn(` ${account.name.toUpperCase()} `, PASSWORD);
    const actor = await room.sessions.actorOf({ headers: cookieOf(cookies) });
    expect(actor).toMatchObject({ kind: 'person', tenantId: account.tenantId, personId: account.personId, userId: account.userId });
    expect(actor?.reach.get(account.rootId)).toEqual(new Set(['judge']));
  });

  it('sets cookies that scripts and other sites cannot use', async () => {
    const account = await givenAccount();
    const cookies = await signIn(account.name, PASSWORD);
    expect(cookies.map((line) => line.split('=')[0])).toEqual(['guildhall.session_token', 'guildhall.device']);
    for (const line of cookies) expect(line).toMatch(/; HttpOnly; SameSite=Lax/);
  });

  it('sets Secure cookies with a prefix when the public address is https', async () => {
    const account = await givenAccount();
    const secure = createIdentity(database, { SECRET: test.secret, publicUrl: 'https://skills.example.org', DATABASE_URL: test.adminUrl });
    try {
      const cookies = await secure.signIn.signIn({ name: account.name, password: PASSWORD, address: someAddress(), headers: {} });
      for (const line of cookies) expect(line).toMatch(/^__Secure-guildhall\.\w+=.*; Secure/);
      expect(await secure.sessions.actorOf({ headers: cookieOf(cookies) })).toMatchObject({ personId: account.personId });
      expect(await room.sessions.actorOf({ headers: cookieOf(cookies) })).toBeNull();
    } finally {
      await secure.close();
    }
  });

  it('stores the password as argon2id of the promised cost', async () => {
    const account = await givenAccount();
    const { rows } = await superuser.query('select password from auth.account where "userId" = $1', [account.userId]);
    expect(rows[0].password).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect([await isPassword(rows[0].password, PASSWORD), await isPassword(rows[0].password, `${PASSWORD}!`)]).toEqual([true, false]);
  });

  it('stores no address of a visitor', async () => {
    const account = await givenAccount();
    await signIn(account.name, PASSWORD, {}, '203.0.113.77');
    const { rows } = await superuser.query(
      "select s::text || (select coalesce(string_agg(c::text, ''), '') from auth.sign_in_counter c) as all from auth.session s",
    );
    expect(JSON.stringify(rows)).not.toContain('203.0.113.77');
  });

  it('answers an unknown name and a wrong password alike, on the next quarter of a second', async () => {
    const account = await givenAccount();
    for (const name of [account.name, `${account.name}-x`, 'not a name at all']) {
      const startedAt = performance.now();
      await expect(signIn(name, 'a wrong password')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED', params: {} });
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(249);
    }
  });
});

describe('guessing', () => {
  it(
    'evaluates 10 passwords an hour at most, and the owner still gets in on a known device',
    async () => {
      const account = await givenAccount();
      const device = cookieOf((await signIn(account.name, PASSWORD)).filter((line) => line.startsWith('guildhall.device')));
      const codes = await Promise.all(
        Array.from({ length: 60 }, () => signIn(account.name, 'a wrong password').catch((error: { code: string }) => error.code)),
      );
      expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(10);
      expect(codes.filter((code) => code === 'SIGN_IN_THROTTLED')).toHaveLength(50);
      await expect(signIn(account.name, PASSWORD)).rejects.toMatchObject({
        code: 'SIGN_IN_THROTTLED',
        params: { minutes: expect.any(Number) },
      });
      await expect(signIn(account.name, PASSWORD, device)).resolves.toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    'from a stolen device is limited too',
    async () => {
      const account = await givenAccount();
      const device = cookieOf(await signIn(account.name, PASSWORD));
      const codes = await Promise.all(
        Array.from({ length: 15 }, () => signIn(account.name, 'a wrong password', device).catch((error: { code: string }) => error.code)),
      );
      expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(10);
    },
    PATIENCE_MS,
  );

  it(
    'from one address over many accounts stops after 60',
    async () => {
      const address = someAddress();
      const codes = await Promise.all(
        Array.from({ length: 65 }, (_, guess) =>
          signIn(`nobody-${guess}`, 'a wrong password', {}, address).catch((error: { code: string }) => error.code),
        ),
      );
      expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(60);
    },
    PATIENCE_MS,
  );

  it(
    'is forgotten after the hour; successes are not counted',
    async () => {
      const account = await givenAccount();
      for (let time = 0; time < 12; time += 1) await signIn(account.name, PASSWORD);
      await Promise.all(Array.from({ length: 10 }, () => signIn(account.name, 'a wrong password').catch(() => undefined)));
      await expect(signIn(account.name, PASSWORD)).rejects.toMatchObject({ code: 'SIGN_IN_THROTTLED' });
      await superuser.query("update auth.sign_in_counter set ends_at = now() - interval '1 second'");
      await expect(signIn(account.name, PASSWORD)).resolves.toHaveLength(2);
    },
    PATIENCE_MS,
  );
});

describe('a session', () => {
  it.each([
    [
      'another signature',
      (cookie: string) => cookie.replace(/session_token=(.)/, (_, first) => `session_token=${first === 'a' ? 'b' : 'a'}`),
    ],
    ['no signature', (cookie: string) => cookie.replace(/\..*/, '')],
    ['nothing', () => ''],
  ] as const)('is nobody’s with %s', async (_, change) => {
    const account = await givenAccount();
    const { cookie } = cookieOf((await signIn(account.name, PASSWORD)).slice(0, 1));
    expect(await room.sessions.actorOf({ headers: { cookie } })).not.toBeNull();
    expect(await room.sessions.actorOf({ headers: { cookie: change(cookie) } })).toBeNull();
  });

  it('is of the tenant that the request names, and of no other', async () => {
    const [account, other] = [await givenAccount(), await givenAccount()];
    const headers = cookieOf(await signIn(account.name, PASSWORD));
    expect(await room.sessions.actorOf({ headers, tenantSlug: account.slug })).toMatchObject({ tenantId: account.tenantId });
    expect(await room.sessions.actorOf({ headers, tenantSlug: other.slug })).toBeNull();
    expect(await room.sessions.membershipsOf(account.userId)).toMatchObject([{ slug: account.slug, personId: account.personId }]);
  });

  it('ends at the next request after signing out, expiring or being deleted', async () => {
    const account = await givenAccount();
    const sessions = await Promise.all([1, 2, 3].map(async () => cookieOf(await signIn(account.name, PASSWORD))));
    const areAlive = () => Promise.all(sessions.map(async (headers) => (await room.sessions.actorOf({ headers })) !== null));
    expect(await areAlive()).toEqual([true, true, true]);
    const [out, expired, deleted] = sessions.map((headers) => room.sessions.tokenIn(headers));
    await room.signIn.signOut(sessions[0] ?? {});
    expect(await areAlive()).toEqual([false, true, true]);
    await superuser.query('update auth.session set "expiresAt" = now() where token = $1', [expired]);
    expect(await areAlive()).toEqual([false, false, true]);
    await superuser.query('delete from auth.session where token = $1', [deleted]);
    expect(await areAlive()).toEqual([false, false, false]);
    expect(out).not.toBe(expired);
  });

  it('is prolonged when it has run for a day', async () => {
    const account = await givenAccount();
    const headers = cookieOf(await signIn(account.name, PASSWORD));
    const daysLeft = async () => {
      const { rows } = await superuser.query(
        'select round(extract(epoch from "expiresAt" - now()) / 86400)::int as days from auth.session where "userId" = $1',
        [account.userId],
      );
      return rows[0].days;
    };
    await superuser.query(`update auth.session set "expiresAt" = now() + interval '5 days 1 hour' where "userId" = $1`, [account.userId]);
    expect(await room.sessions.actorOf({ headers })).not.toBeNull();
    expect(await daysLeft()).toBe(7);
  });
});

describe('changing the password', () => {
  it('ends every other session at once and lets only the new one in', async () => {
    const account = await givenAccount();
    const [here, elsewhere] = [cookieOf(await signIn(account.name, PASSWORD)), cookieOf(await signIn(account.name, PASSWORD))];
    const fresh = cookieOf(await room.signIn.changePassword(here, { current: PASSWORD, next: 'another long sentence' }));
    expect(await room.sessions.actorOf({ headers: elsewhere })).toBeNull();
    expect(await room.sessions.actorOf({ headers: here })).toBeNull();
    expect(await room.sessions.actorOf({ headers: fresh })).toMatchObject({ personId: account.personId });
    await expect(signIn(account.name, PASSWORD)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await expect(signIn(account.name, 'another long sentence')).resolves.toHaveLength(2);
  });

  it('needs the current one and a decent next one', async () => {
    const account = await givenAccount();
    const headers = cookieOf(await signIn(account.name, PASSWORD));
    const change = (current: string, next: string) => room.signIn.changePassword(headers, { current, next });
    await expect(change('not the password', 'another long sentence')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    await expect(room.signIn.changePassword({}, { current: PASSWORD, next: 'another long sentence' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await room.sessions.actorOf({ headers })).not.toBeNull();
  });
});

describe('the trail', () => {
  it('has one line for each act, written with it', async () => {
    const account = await givenAccount();
    await signIn(account.name, 'a wrong password').catch(() => undefined);
    const headers = cookieOf(await signIn(account.name, PASSWORD));
    const fresh = cookieOf(await room.signIn.changePassword(headers, { current: PASSWORD, next: 'another long sentence' }));
    await room.signIn.signOut(fresh);
    expect(await actionsOn(account.tenantId, account.personId)).toEqual([
      'person.added',
      'role.granted',
      'account.created',
      'sign_in.failed',
      'session.started',
      'session.ended',
      'password.changed',
      'session.started',
      'session.ended',
    ]);
  });

  it('refuses the act when it cannot write the line', async () => {
    const account = await givenAccount();
    await superuser.query('revoke insert on app.audit_entry from guildhall_directory');
    try {
      await expect(signIn(account.name, PASSWORD)).rejects.toThrow();
    } finally {
      await superuser.query('grant insert on app.audit_entry to guildhall_directory');
    }
    const { rowCount } = await superuser.query('select from auth.session where "userId" = $1', [account.userId]);
    expect(rowCount).toBe(0);
  });
});

describe('accounts', () => {
  it.each([
    ['a taken name', 'ACCOUNT_NAME_TAKEN', (name: string, _: Id, other: Id) => ({ personId: other, username: name })],
    ['a person who has one', 'ACCOUNT_EXISTS', (name: string, own: Id) => ({ personId: own, username: `${name}-2` })],
    ['a name that is none', 'ACCOUNT_NAME_INVALID', (_: string, __: Id, other: Id) => ({ personId: other, username: 'a b' })],
    ['a person of nowhere', 'NOT_FOUND', (name: string) => ({ personId: '018f0000-0000-7000-8000-000000000000', username: `${name}-2` })],
  ] as const)('are not made for %s, and nothing stays behind', async (_, code, account) => {
    const given = await givenAccount();
    const other = await room.people.add(systemActor(given.tenantId, 't'), { organisationId: given.rootId, name: '李四' });
    const before = await superuser.query('select count(*) from auth."user"');
    await expect(
      room.accounts.createAccount(given.tenantId, { ...account(given.name, given.personId, other.id), password: PASSWORD }),
    ).rejects.toMatchObject({ code });
    expect((await superuser.query('select count(*) from auth."user"')).rows).toEqual(before.rows);
    expect(await actionsOn(given.tenantId, other.id)).toEqual(['person.added']);
  });
});
