import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '#kernel';
import { systemActor } from '#kernel';
import { type AccountRoom, cookieOf, openAccounts, PASSWORD } from '../../../../test/support/accounts.js';
import { isPassword } from './password.js';

let given: AccountRoom;

beforeAll(async () => {
  given = await openAccounts();
});

afterAll(async () => {
  await given?.close();
});

describe('signing in', () => {
  it.each(['email', 'username'] as const)('by %s gives a session that carries the person’s grants', async (kind) => {
    const account = await given.givenAccount(kind);
    const cookies = await given.signIn(` ${account.name.toUpperCase()} `, PASSWORD);
    const actor = await given.room.sessions.actorOf({ headers: cookieOf(cookies) });
    expect(actor).toMatchObject({ kind: 'person', tenantId: account.tenantId, personId: account.personId, userId: account.userId });
    expect(actor?.reach.get(account.rootId)).toEqual(new Set(['judge']));
  });

  it('sets cookies that scripts and other sites cannot use', async () => {
    const account = await given.givenAccount();
    const cookies = await given.signIn(account.name, PASSWORD);
    expect(cookies.map((line) => line.split('=')[0])).toEqual(['guildhall.session_token', 'guildhall.device']);
    for (const line of cookies) expect(line).toMatch(/; HttpOnly; SameSite=Lax/);
  });

  it('sets Secure cookies with a prefix when the public address is https', async () => {
    const account = await given.givenAccount();
    const secure = given.roomAt('https://skills.example.org');
    try {
      const cookies = await secure.signIn.signIn({ name: account.name, password: PASSWORD, address: given.someAddress(), headers: {} });
      for (const line of cookies) expect(line).toMatch(/^__Secure-guildhall\.\w+=.*; Secure/);
      expect(await secure.sessions.actorOf({ headers: cookieOf(cookies) })).toMatchObject({ personId: account.personId });
      expect(await given.room.sessions.actorOf({ headers: cookieOf(cookies) })).toBeNull();
    } finally {
      await secure.close();
    }
  });

  it('stores the password as argon2id of the promised cost', async () => {
    const account = await given.givenAccount();
    const { rows } = await given.superuser.query('select password from auth.account where "userId" = $1', [account.userId]);
    expect(rows[0].password).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
    expect([await isPassword(rows[0].password, PASSWORD), await isPassword(rows[0].password, `${PASSWORD}!`)]).toEqual([true, false]);
  });

  it('stores no address of a visitor', async () => {
    const account = await given.givenAccount();
    await given.signIn(account.name, PASSWORD, {}, '203.0.113.77');
    const { rows } = await given.superuser.query(
      "select s::text || (select coalesce(string_agg(c::text, ''), '') from auth.sign_in_counter c) as all from auth.session s",
    );
    expect(JSON.stringify(rows)).not.toContain('203.0.113.77');
  });

  it('answers an unknown name and a wrong password alike, on the next quarter of a second', async () => {
    const account = await given.givenAccount();
    for (const name of [account.name, `${account.name}-x`, 'not a name at all']) {
      const startedAt = performance.now();
      await expect(given.signIn(name, 'a wrong password')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED', params: {} });
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(240);
    }
  });
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
    const account = await given.givenAccount();
    const { cookie } = cookieOf((await given.signIn(account.name, PASSWORD)).slice(0, 1));
    expect(await given.room.sessions.actorOf({ headers: { cookie } })).not.toBeNull();
    expect(await given.room.sessions.actorOf({ headers: { cookie: change(cookie) } })).toBeNull();
  });

  it('is of the tenant that the request names, and of no other', async () => {
    const [account, other] = [await given.givenAccount(), await given.givenAccount()];
    const headers = cookieOf(await given.signIn(account.name, PASSWORD));
    expect(await given.room.sessions.actorOf({ headers, tenantSlug: account.slug })).toMatchObject({ tenantId: account.tenantId });
    expect(await given.room.sessions.actorOf({ headers, tenantSlug: other.slug })).toBeNull();
    expect(await given.room.sessions.membershipsOf(account.userId)).toMatchObject([{ slug: account.slug, personId: account.personId }]);
  });

  it('ends at the next request after signing out, expiring or being deleted', async () => {
    const account = await given.givenAccount();
    const sessions = await Promise.all([1, 2, 3].map(async () => cookieOf(await given.signIn(account.name, PASSWORD))));
    const areAlive = () => Promise.all(sessions.map(async (headers) => (await given.room.sessions.actorOf({ headers })) !== null));
    expect(await areAlive()).toEqual([true, true, true]);
    const [out, expired, deleted] = sessions.map((headers) => given.room.sessions.tokenIn(headers));
    await given.room.signIn.signOut(sessions[0] ?? {});
    expect(await areAlive()).toEqual([false, true, true]);
    await given.superuser.query('update auth.session set "expiresAt" = now() where token = $1', [expired]);
    expect(await areAlive()).toEqual([false, false, true]);
    await given.superuser.query('delete from auth.session where token = $1', [deleted]);
    expect(await areAlive()).toEqual([false, false, false]);
    expect(out).not.toBe(expired);
  });

  it('is prolonged when it has run for a day', async () => {
    const account = await given.givenAccount();
    const headers = cookieOf(await given.signIn(account.name, PASSWORD));
    const daysLeft = async () => {
      const { rows } = await given.superuser.query(
        'select round(extract(epoch from "expiresAt" - now()) / 86400)::int as days from auth.session where "userId" = $1',
        [account.userId],
      );
      return rows[0].days;
    };
    await given.superuser.query(`update auth.session set "expiresAt" = now() + interval '5 days 1 hour' where "userId" = $1`, [
      account.userId,
    ]);
    expect(await given.room.sessions.actorOf({ headers })).not.toBeNull();
    expect(await daysLeft()).toBe(7);
  });
});

describe('changing the password', () => {
  it('ends every other session at once and lets only the new one in', async () => {
    const account = await given.givenAccount();
    const [here, elsewhere] = [cookieOf(await given.signIn(account.name, PASSWORD)), cookieOf(await given.signIn(account.name, PASSWORD))];
    const fresh = cookieOf(await given.room.signIn.changePassword(here, { current: PASSWORD, next: 'another long sentence' }));
    expect(await given.room.sessions.actorOf({ headers: elsewhere })).toBeNull();
    expect(await given.room.sessions.actorOf({ headers: here })).toBeNull();
    expect(await given.room.sessions.actorOf({ headers: fresh })).toMatchObject({ personId: account.personId });
    await expect(given.signIn(account.name, PASSWORD)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await expect(given.signIn(account.name, 'another long sentence')).resolves.toHaveLength(2);
  });

  it('needs the current one and a decent next one', async () => {
    const account = await given.givenAccount();
    const headers = cookieOf(await given.signIn(account.name, PASSWORD));
    const change = (current: string, next: string) => given.room.signIn.changePassword(headers, { current, next });
    await expect(change('not the password', 'another long sentence')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ code: 'PASSWORD_TOO_SHORT' });
    await expect(given.room.signIn.changePassword({}, { current: PASSWORD, next: 'another long sentence' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await given.room.sessions.actorOf({ headers })).not.toBeNull();
  });
});

describe('the trail', () => {
  it('has one line for each act, written with it', async () => {
    const account = await given.givenAccount();
    await given.signIn(account.name, 'a wrong password').catch(() => undefined);
    const headers = cookieOf(await given.signIn(account.name, PASSWORD));
    const fresh = cookieOf(await given.room.signIn.changePassword(headers, { current: PASSWORD, next: 'another long sentence' }));
    await given.room.signIn.signOut(fresh);
    expect(await given.actionsOn(account, account.personId)).toEqual([
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
    const account = await given.givenAccount();
    await given.superuser.query('revoke insert on app.audit_entry from guildhall_directory');
    try {
      await expect(given.signIn(account.name, PASSWORD)).rejects.toThrow();
    } finally {
      await given.superuser.query('grant insert on app.audit_entry to guildhall_directory');
    }
    const { rowCount } = await given.superuser.query('select from auth.session where "userId" = $1', [account.userId]);
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
    const owner = await given.givenAccount();
    const other = await given.room.people.add(systemActor(owner.tenantId, 't'), { organisationId: owner.rootId, name: '李四' });
    const before = await given.superuser.query('select count(*) from auth."user"');
    await expect(
      given.room.accounts.createAccount(owner.tenantId, { ...account(owner.name, owner.personId, other.id), password: PASSWORD }),
    ).rejects.toMatchObject({ code });
    expect((await given.superuser.query('select count(*) from auth."user"')).rows).toEqual(before.rows);
    expect(await given.actionsOn(owner, other.id)).toEqual(['person.added']);
  });
});
