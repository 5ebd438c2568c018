import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Certificates, Issuing } from '#certificate';
import { DEMO_LOGINS, type DemoLogin } from '#config';
import { Organisations } from '#identity';
import { systemActor } from '#kernel';
import { startTestApi, type TestApi } from '../../../../../test/support/api.js';
import { Given } from '../../../../../test/support/given.js';
import { givenDemo } from '../../../../../test/support/given-demo.js';
import { finalResults, type GivenResults } from '../../../../../test/support/given-results.js';

const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-my-page-'));
process.env['DATA_DIR'] = dataDir;

let api: TestApi;
let given: Given;
let statements = 0;
const plainQuery = pg.Client.prototype.query;
const cookies = new Map<DemoLogin['role'], string>();

beforeAll(async () => {
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    statements += 1;
    return (plainQuery as (...rest: unknown[]) => unknown).apply(this, args);
  } as typeof plainQuery;
  api = await startTestApi({ DATA_DIR: dataDir });
  given = new Given(api);
  await givenDemo(api);
}, 120_000);

afterAll(async () => {
  pg.Client.prototype.query = plainQuery;
  await api?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const get = (path: string, cookie?: string) =>
  fetch(`${api.url}${path}`, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

function signIn(email: string, password: string, fields: Readonly<Record<string, string>> = {}, path = '/sign-in'): Promise<Response> {
  const body = new URLSearchParams({ email, password, ...fields }).toString();
  return fetch(`${api.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: api.url },
    body,
  });
}

async function cookieOf(role: DemoLogin['role']): Promise<string> {
  const known = cookies.get(role);
  if (known !== undefined) return known;
  const login = DEMO_LOGINS.find((one) => one.role === role);
  const response = await signIn(login?.email ?? '', login?.password ?? '');
  expect([response.status, response.headers.get('location')]).toEqual([303, '/me']);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  cookies.set(role, cookie);
  return cookie;
}

const pageOf = async (role: DemoLogin['role'], path = '/me') => (await get(path, await cookieOf(role))).text();

describe('my page', () => {
  it.each([
    ['/me', '/sign-in?next=%2Fme'],
    ['/en/me', '/en/sign-in?next=%2Fen%2Fme'],
  ])('asks whoever is not signed in to do so, and come back: %s', async (path, to) => {
    const response = await get(path);
    expect([response.status, response.headers.get('location')]).toEqual([303, to]);
    expect((await get(path, 'guildhall.session_token=made-up')).status).toBe(303);
  });

  it('is where signing in leads in either language, unless one wanted to go elsewhere', async () => {
    const [{ email, password }] = DEMO_LOGINS;
    expect((await signIn(email, password, {}, '/en/sign-in')).headers.get('location')).toBe('/en/me');
    expect((await signIn(email, password, { next: '/judging' })).headers.get('location')).toBe('/judging');
  });

  it('is kept by nobody', async () => {
    const response = await get('/me', await cookieOf('judge'));
    expect([response.status, response.headers.get('cache-control'), response.headers.get('etag')]).toEqual([200, 'no-store', null]);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });

  it.each([
    ['union_administrator', ['工会管理员', '我的竞赛'], ['我的评分', '我的参赛', '我单位的参赛']],
    ['competition_organiser', ['竞赛组织者', '我的竞赛', '由您办理', 'openMarking'], ['我的评分', '我的参赛', '我单位的参赛']],
    ['chief_judge', ['裁判长', '我的竞赛', '未签 51 份', '等待：裁判'], ['我的评分', '我的参赛', '由您办理']],
    ['judge', ['裁判', '我的评分', '未签 17 份'], ['我的竞赛', '我的参赛', '我单位的参赛']],
    ['supervisor', ['监督员', '我的竞赛', '未签 51 份'], ['我的评分', '我的参赛']],
    ['encryption_officer', ['加密裁判', '我的竞赛'], ['我的评分', '未签', '我的参赛']],
    ['enterprise_administrator', ['企业管理员', '我单位的参赛', '报名开放', 'registerEntry'], ['我的评分', '我的竞赛', '我的参赛']],
    ['participant', ['参赛者', '我的参赛', '焊接', '我的证书'], ['我的评分', '我的竞赛', '我单位的参赛']],
  ] as const)('shows the demo’s %s their part and no other', async (role, parts, others) => {
    const text = textOf(await pageOf(role));
    const name = DEMO_LOGINS.find((login) => login.role === role)?.name;
    expect(text).toContain(`您好， ${name}`);
    for (const part of parts) expect(text).toContain(part);
    for (const other of others) expect(text).not.toContain(other);
    for (const login of DEMO_LOGINS.filter((one) => one.role !== role)) expect(text).not.toContain(login.name);
    const english = await pageOf(role, '/en/me');
    expect(english).toContain('<html lang="en"');
    expect(english).toContain('Hello, ');
  });

  it('leads the demo’s worker to the published entry, and the judge to the sheets, with the way back', async () => {
    const path = /href="(\/jianghai\/[^"]+\/entries\/\d+)"/.exec(await pageOf('participant'))?.[1] ?? '';
    expect(await (await get(path)).text()).toContain('张喆');
    expect(await pageOf('judge')).toContain('href="/judging"');
    expect(await pageOf('judge', '/judging')).toContain('<a href="/me">何秀英</a>');
  });

  it('sends as many statements for four competitions as for one', async () => {
    const counted = async () => {
      const cookie = await cookieOf('competition_organiser');
      const before = statements;
      const text = await (await get('/me', cookie)).text();
      return { statements: statements - before, skills: text.split('class="step"').length - 1 };
    };
    const few = await counted();
    const { tenantId } = await api.get(Organisations).tenantBySlug('jianghai');
    const root = await api.get(Organisations).root(tenantId);
    const home = {
      tenantId,
      slug: 'jianghai',
      system: systemActor(tenantId, 'test'),
      rootId: root.id,
      city: root,
      steelworks: root,
      shipyard: root,
    };
    for (let more = 0; more < 3; more += 1) await given.skill('registration', home);
    const many = await counted();
    expect(many.skills).toBe(few.skills + 3);
    expect(many.statements).toBe(few.statements);
  });
});

describe('the page of a winner', () => {
  let results: GivenResults;
  let cookie: string;

  beforeAll(async () => {
    results = await finalResults(given, api, ['张伟', '李二', '王五']);
    const quiet = async () => undefined;
    await api.get(Issuing).issue(results.final.id, { actor: systemActor(results.tenantId, 'test'), progress: quiet, result: quiet });
    cookie = await api.cookieOf(results.tenantId, results.entries[0]?.personIds[0] ?? '');
  }, 60_000);

  it('has the own result and the own certificate, and nothing of anybody else', async () => {
    const html = await (await get('/me', cookie)).text();
    const own = `/${results.slug}/competitions/${results.competition.slug}/skills/${results.skill.code}/entries/1`;
    expect(html).toContain(`href="${own}"`);
    expect(html.match(/\/entries\/\d+"/g)).toHaveLength(1);
    expect(textOf(html)).toMatch(/一等奖 ✓ 有效/);
    const files = html.match(/\/certificates\/[^"]+\.pdf/g) ?? [];
    expect(files).toHaveLength(1);
    const file = await get(files[0] ?? '', cookie);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const check = /href="(\/v\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect(await (await get(check)).text()).toContain('真实');
    expect(html).not.toMatch(/李二|王五/);
  });

  it('says that a certificate is no longer valid', async () => {
    const actor = await given.actorOf(results, results.entries[0]?.personIds[0] ?? '');
    const [mine] = (await api.get(Certificates).listOwn(actor, { first: 1, after: null })).rows;
    await api.get(Certificates).revoke(results.system, { certificateId: mine?.id ?? '', version: mine?.version ?? 0, reason: '误发' });
    expect(textOf(await (await get('/me', cookie)).text())).toMatch(/一等奖 ✕ 已撤销/);
  });
});
