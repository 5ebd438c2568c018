import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts, Grants, Organisations, People } from '#identity';
import { systemActor } from '#kernel';
import { startTestApi, type TestApi } from '../../../../../test/support/api.js';

const PASSWORD = 'correct horse battery';
let api: TestApi;
let tenantId: string;
let rootId: string;
let personId: string;

beforeAll(async () => {
  api = await startTestApi();
  ({ tenantId, rootId } = await api
    .get(Organisations)
    .foundTenant({ slug: 'jianghai', name: { 'zh-CN': '江海省总工会', en: 'Jianghai' } }));
  const system = systemActor(tenantId, 'test');
  personId = (await api.get(People).add(system, { organisationId: rootId, name: '王小明', idNumber: '11010519491231002X' })).id;
  await api.get(Grants).grant(system, { personId, role: 'union_administrator', organisationId: rootId });
  await api.get(Accounts).createAccount(tenantId, { personId, email: 'wang@example.org', password: PASSWORD });
}, 60_000);

afterAll(async () => {
  await api?.close();
});

type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

const post = (path: string, { headers = {}, body = '' }: Sent = {}) =>
  fetch(`${api.url}${path}`, { method: 'POST', redirect: 'manual', headers, body });

const form = (path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  post(path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: api.url, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields).toString(),
  });

const json = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  post(path, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

const cookieOf = (response: Response) => ({
  cookie: response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; '),
});

const signedIn = async () => cookieOf(await form('/sign-in', { email: 'wang@example.org', password: PASSWORD }));

describe('the sign-in page', () => {
  it.each([
    ['/sign-in', '登录'],
    ['/en/sign-in', 'Sign in'],
  ])('stands at %s and may not be kept', async (path, title) => {
    const response = await fetch(`${api.url}${path}?next=%2Fjudging`);
    const html = await response.text();
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toMatch(/name="next" value="\/judging"/);
  });

  it('signs in, sets the cookie and leads on', async () => {
    const response = await form('/sign-in', { email: 'wang@example.org', password: PASSWORD, next: '/judging?x=1' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/judging?x=1']);
    const answer = await api.ask('{ me { person { name } memberships { slug } } }', {}, cookieOf(response));
    expect(answer.data).toEqual({ me: { person: { name: '王小明' }, memberships: [{ slug: 'jianghai' }] } });
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example'])('leads nowhere else: %s', async (next) => {
    const response = await form('/en/sign-in', { email: 'wang@example.org', password: PASSWORD, next });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/en/me']);
  });

  it('says in the page’s language what is wrong, keeps the name and never shows the password', async () => {
    const response = await form('/en/sign-in', { email: 'wang@example.org', password: 'not the password', next: '/judging' });
    const html = await response.text();
    expect(response.status).toBe(401);
    expect(html).toContain('The sign-in name or the password is not right.');
    expect(html).toMatch(/value="wang@example.org"/);
    expect(html).not.toContain('not the password');
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('answers an empty form, one of 10 MB and one that is none', async () => {
    const statuses = await Promise.all([
      form('/sign-in', {}),
      form('/sign-in', { email: 'wang@example.org', password: 'x'.repeat(10_000_000) }).catch(() => ({ status: 413 })),
      post('/sign-in', { headers: { 'content-type': 'text/plain' }, body: 'email=x' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 413, 401]);
  });

  it.each([
    ['another site’s page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed page', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('refuses a form sent by %s', async (_, headers) => {
    const signIn = await form('/sign-in', { email: 'wang@example.org', password: PASSWORD }, headers);
    const signOut = await form('/sign-out', {}, { ...headers, ...(await signedIn()) });
    expect([signIn.status, signOut.status]).toEqual([403, 403]);
    expect(signIn.headers.getSetCookie()).toEqual([]);
  });
});

describe('signing out', () => {
  it('ends the session at once and clears the cookie', async () => {
    const cookie = await signedIn();
    const response = await form('/sign-out', {}, cookie);
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(response.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/);
    expect((await api.ask('{ me { person { name } } }', {}, cookie)).data).toEqual({ me: null });
  });
});

describe('/api/auth', () => {
  it('signs in and out in JSON, with the session in the cookie only', async () => {
    const response = await json('/api/auth/sign-in', { name: 'wang@example.org', password: PASSWORD });
    expect([response.status, await response.json()]).toEqual([200, { problem: null }]);
    const cookie = cookieOf(response);
    expect((await api.ask('{ me { person { name } } }', {}, cookie)).data).toEqual({ me: { person: { name: '王小明' } } });
    await json('/api/auth/sign-out', {}, cookie);
    expect((await api.ask('{ me { person { name } } }', {}, cookie)).data).toEqual({ me: null });
  });

  it('answers with codes and statuses', async () => {
    const wrong = await json('/api/auth/sign-in', { name: 'nobody@example.org', password: 'x' });
    const empty = await json('/api/auth/sign-in', {});
    const stranger = await json('/api/auth/sign-in', { name: 'wang@example.org', password: PASSWORD }, { origin: 'https://evil.example' });
    const nobody = await json('/api/auth/change-password', { currentPassword: 'x', newPassword: 'a long new sentence' });
    const codes = await Promise.all(
      [wrong, empty, stranger, nobody].map(async (answer) => [
        answer.status,
        ((await answer.json()) as { problem: { code: string } }).problem.code,
      ]),
    );
    expect(codes).toEqual([
      [401, 'SIGN_IN_FAILED'],
      [400, 'INVALID_INPUT'],
      [403, 'ORIGIN_REFUSED'],
      [401, 'UNAUTHENTICATED'],
    ]);
  });

  it.each(['sign-up/email', 'get-session', 'list-sessions', 'update-user', 'sign-in/email', 'is-username-available', 'reset-password'])(
    'does not serve the library’s own %s',
    async (path) => {
      const statuses = await Promise.all([fetch(`${api.url}/api/auth/${path}`), json(`/api/auth/${path}`, {})]);
      expect(statuses.map(({ status }) => status)).toEqual([404, 404]);
    },
  );
});
