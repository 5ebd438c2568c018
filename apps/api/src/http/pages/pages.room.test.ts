import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newCertificateCode } from '#certificate';
import { Panels } from '#competition';
import { MarkingStages, Publications, Schemes, Sheets } from '#marking';
import { RULES_FORMAT, type RuleSet, type Scheme } from '#scoring';
import { startTestApi, type TestApi } from '../../../../../test/support/api.js';
import { Given, type GivenSkill } from '../../../../../test/support/given.js';
import { finalResults, type GivenResults } from '../../../../../test/support/given-results.js';

let api: TestApi;
let given: Given;
let results: GivenResults;

beforeAll(async () => {
  api = await startTestApi();
  given = new Given(api);
  results = await finalResults(given, api, ['王一', '李二', { team: '焊接一队', members: ['张三', '赵四'] }]);
}, 60_000);

afterAll(async () => {
  await api?.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api.url}${path}`, { headers, redirect: 'manual' });
const placeOfResults = () => `/${results.slug}/competitions/${results.competition.slug}/skills/${results.skill.code}`;

describe('a public page', () => {
  it.each([
    ['the directory', () => '/', '江海省总工会'],
    ['a tenant’s competitions', () => `/${results.slug}`, '江海省职工职业技能大赛'],
    ['a competition', () => `/${results.slug}/competitions/${results.competition.slug}`, '焊接'],
    ['a skill’s results', placeOfResults, '李二'],
    ['one entry', () => `${placeOfResults()}/entries/1`, '外观'],
    ['the form for certificates', () => '/v', '<form'],
  ])('shows %s in both languages, by address', async (_, path, text) => {
    const chinese = await get(path());
    expect(chinese.status).toBe(200);
    expect(chinese.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await chinese.text();
    expect(html).toContain('<html lang="zh-CN"');
    expect(html).toContain(text);
    const english = await get(path() === '/' ? '/en' : `/en${path()}`, { 'accept-language': 'zh-CN' });
    expect(english.status).toBe(200);
    expect(await english.text()).toContain('<html lang="en"');
  });

  it('runs no script and loads nothing from elsewhere', async () => {
    const response = await get(placeOfResults());
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const html = await response.text();
    expect(/<script|\bsrc=|@import|url\(|rel="stylesheet"/.exec(html)).toBeNull();
  });

  it('is sent again only when it has changed', async () => {
    const first = await get(placeOfResults());
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await get(placeOfResults(), { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
    expect((await get(placeOfResults(), { 'if-none-match': 'W/"other"' })).status).toBe(200);
  });

  it.each([
    ['an unknown tenant', () => '/nobody'],
    ['an unknown competition', () => `/${results.slug}/competitions/nothing`],
    ['an unknown skill', () => `/${results.slug}/competitions/${results.competition.slug}/skills/nothing`],
    ['an unknown entry', () => `${placeOfResults()}/entries/99`],
    ['an unknown page', () => `/${results.slug}/what/is/this`],
    ['a slug that is none', () => '/%00%ff'],
    ['a tenant with a zero byte', () => '/%00'],
    ['a skill with a zero byte', () => `${placeOfResults()}%00`],
  ])('says of %s that it is not there', async (_, path) => {
    const response = await get(path());
    expect([400, 404]).toContain(response.status);
    expect(await response.text()).not.toMatch(/stack|node_modules|\bat \w+ \(/);
  });
});

describe('an address written in another way', () => {
  it('leads to the same page, which is kept once', async () => {
    const plain = await get(`${placeOfResults()}/entries/1`);
    const other = await get(`${placeOfResults().replace(results.skill.code, 'w%65lding')}/entries/%31?a=1`);
    expect(other.status).toBe(200);
    expect(await other.text()).toBe(await plain.text());
    const document = `${placeOfResults()}/result/${results.final.sha256}`;
    const reads = jest.spyOn(api.get(Publications), 'bytes');
    const answers = await Promise.all(['', '?a=1', '?a=2', '/'].map(async (end) => (await get(`${document}${end}`)).text()));
    expect(new Set(answers).size).toBe(1);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(1);
    reads.mockRestore();
  });

  it('makes no link to another site of itself', async () => {
    expect(await (await get('//elsewhere.example/')).text()).not.toContain('"//elsewhere');
    expect((await get('//')).status).toBe(200);
  });
});

it('serves the published document for good, byte by byte as it was hashed', async () => {
  const page = await (await get(placeOfResults())).text();
  const path = `${placeOfResults()}/result/${results.final.sha256}`;
  expect(page).toContain(path);
  const response = await get(path);
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(results.final.sha256);
  const provisional = await get(`${placeOfResults()}/result/${results.provisional.sha256}`);
  expect(JSON.parse(await provisional.text())).toMatchObject({ stage: 'provisional', number: 1 });
  expect((await get(`${placeOfResults()}/result/${'0'.repeat(64)}`)).status).toBe(404);
});

describe('guessing certificate codes', () => {
  it('ends after twenty', async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 22; guess += 1) statuses.push((await get(`/v/${newCertificateCode()}`)).status);
    expect(statuses).toEqual([...Array(20).fill(404), 429, 429]);
  });

  it('ends after twenty behind a proxy too, whatever addresses the client claims to come from', async () => {
    const behind = await startTestApi({ TRUST_PROXY: 'true' });
    try {
      const statuses: number[] = [];
      for (let guess = 0; guess < 22; guess += 1) {
        const headers = { 'x-forwarded-for': `203.0.113.${guess}, 198.51.100.7` };
        statuses.push((await fetch(`${behind.url}/v/${newCertificateCode()}`, { headers })).status);
      }
      expect(statuses).toEqual([...Array(20).fill(404), 429, 429]);
      const neighbour = { 'x-forwarded-for': '198.51.100.8' };
      expect((await fetch(`${behind.url}/v/${newCertificateCode()}`, { headers: neighbour })).status).toBe(404);
    } finally {
      await behind.close();
    }
  });

  it('does not begin with a slip, which the check character shows without looking anything up', async () => {
    expect((await get('/v/7K2M9Q4D8XWAP31RT')).status).toBe(404);
  });
});

describe('the judge’s pages', () => {
  const text = (zh: string) => ({ 'zh-CN': zh });
  const range = { min: '0', max: '10', step: '0.5' };
  const scheme: Scheme = {
    panels: [{ id: 'judges', name: text('裁判组'), seats: ['J1'] }],
    criteria: [
      {
        id: 'A',
        name: text('外观'),
        subCriteria: [
          {
            id: 'A1',
            name: text('焊缝'),
            aspects: [
              { id: 'A1.1', name: text('宽度'), kind: 'measurement', worth: '10', range, panel: 'judges' },
              { id: 'A1.2', name: text('高度'), kind: 'measurement', worth: '10', range, panel: 'judges' },
            ],
          },
        ],
      },
    ],
  };
  const rules: RuleSet = {
    format: RULES_FORMAT,
    aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'zero' }],
    groups: [],
    modules: [],
    penalties: [],
    total: { steps: [], afterPenalties: [] },
    teams: { kind: 'marked' },
    places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
    scale: { kind: 'none' },
    awards: { kind: 'none' },
    display: { decimals: 2 },
  };
  let skill: GivenSkill;
  let cookie: string;
  let stranger: string;
  let sheetId: string;

  beforeAll(async () => {
    skill = await given.skill('registration');
    await given.entries(skill, 2);
    await api.get(Schemes).adopt(skill.system, { skillId: skill.skill.id, scheme, rules });
    const judge = await given.actor(skill, 'judge');
    const [panel] = await api.get(Panels).forSkill(skill.tenantId, skill.skill.id);
    await api.get(Panels).seat(skill.system, { panelId: panel?.id ?? '', seat: 'J1', personId: judge.personId });
    await api.get(MarkingStages).open(skill.system, { skillId: skill.skill.id, version: skill.skill.version });
    cookie = await api.cookieOf(skill.tenantId, judge.personId);
    stranger = await api.cookieOf(skill.tenantId, (await given.actor(skill, 'judge')).personId);
    sheetId = (await api.get(Sheets).mine(judge))[0]?.id ?? '';
  }, 60_000);

  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/en/judging/${sheetId}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  const page = async (headers: Record<string, string> = { cookie }) => get(`/en/judging/${sheetId}`, headers);

  it('ask whoever is not signed in to do so, and come back', async () => {
    const response = await get('/en/judging');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/en/sign-in?next=%2Fen%2Fjudging']);
  });

  it('list the judge’s own sheets and hide them from another', async () => {
    expect(await (await get('/en/judging', { cookie })).text()).toContain('0 of 2 marked');
    expect(await (await get('/en/judging', { cookie: stranger })).text()).not.toContain('of 2 marked');
    expect((await page({ cookie: stranger })).status).toBe(404);
  });

  it.each(['abc', '%00', '00000000-0000-7000-8000-000000000000'])('know no sheet %s', async (id) => {
    const stranger = await given.actor(results, 'participant');
    const cookie = await api.cookieOf(results.tenantId, stranger.personId);
    expect((await get(`/judging/${id}`, { cookie })).status).toBe(404);
  });

  it('refuse a form of another site', async () => {
    const fields = { 'mark.A1.1': '7', 'last.A1.1': '0', act: 'save' };
    expect((await send(fields, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await (await page()).text()).toContain('0 of 2 marked');
  });

  it('refuse all marks when one is wrong, and show what was typed', async () => {
    const response = await send({ 'mark.A1.1': '7', 'last.A1.1': '0', 'mark.A1.2': '11', 'last.A1.2': '0', act: 'save' });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('href="#mark.A1.2"');
    expect(html).toMatch(/name="mark\.A1\.2"[^>]*value="11"|value="11"[^>]*name="mark\.A1\.2"/);
    expect(await (await page()).text()).toContain('0 of 2 marked');
  });

  it('save marks, correct them with a reason, and sign', async () => {
    const saved = await send(
      { 'mark.A1.1': '７．５', 'last.A1.1': '0', 'mark.A1.2': '', 'last.A1.2': '0', act: 'save' },
      { origin: api.url },
    );
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/en/judging/${sheetId}?saved=1`]);
    const html = await (await page()).text();
    expect(html).toContain('1 of 2 marked');
    const last = /name="last\.A1\.1" value="(\d+)"/.exec(html)?.[1] ?? '';
    expect((await send({ 'mark.A1.1': '8', 'last.A1.1': last, act: 'save' })).status).toBe(422);
    expect((await send({ 'mark.A1.1': '8', 'last.A1.1': '0', 'reason.A1.1': 'misread', act: 'save' })).status).toBe(422);
    expect((await send({ 'mark.A1.1': '8', 'last.A1.1': last, 'reason.A1.1': 'misread', act: 'save' })).status).toBe(303);
    expect((await send({ act: 'sign', version: '2' })).status).toBe(422);
    const seen = /name="last\.A1\.1" value="(\d+)"/.exec(await (await page()).text())?.[1] ?? '';
    const unsigned = await send({ 'mark.A1.1': '8.5', 'last.A1.1': seen, 'reason.A1.1': 'misread again', act: 'sign' });
    const told = await unsigned.text();
    expect(unsigned.status).toBe(422);
    for (const words of ['Not signed yet', '1 mark saved', 'A1.2: not marked yet']) expect(told).toContain(words);
    expect(told).not.toContain('nothing has been saved');
    expect((await send({ 'mark.A1.2': '9', 'last.A1.2': '0', act: 'sign' })).headers.get('location')).toContain('signed=1');
    expect((await send({ 'mark.A1.2': '9', 'last.A1.2': '0', act: 'save' })).status).toBe(422);
  });
});
