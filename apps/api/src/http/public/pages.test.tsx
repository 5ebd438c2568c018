import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { samplePages } from '../../../../../test/support/render-samples.js';
import { frame, sampleDocument, sampleResult, sampleSheet } from '../../../../../test/support/sample-pages.js';
import {
  PAGE_SECURITY_POLICY,
  paths,
  renderCertificateCheck,
  renderEntry,
  renderError,
  renderResults,
  renderSheet,
  renderSignIn,
} from './views.js';

const results = '/jiangnan/competitions/ninth/skills/welding';
const pages = Object.entries(samplePages());

/** The text that a reader sees, without styles. */
function textOf(html: string): string {
  return html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');
}

function allMatches(html: string, pattern: RegExp): readonly string[] {
  return [...html.matchAll(pattern)].map(([, found = '']) => found);
}

describe('every page', () => {
  it.each(pages)('%s is one whole document with one heading, in the language that it says', (name, html) => {
    expect(html).toMatch(/^<!doctype html><html lang="(zh-CN|en)">/);
    expect(html).toContain(`<html lang="${name.includes('-en') ? 'en' : 'zh-CN'}">`);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toContain('<a class="skip" href="#main">');
    expect(html).toContain('<main id="main"');
  });

  it.each(pages)('%s runs nothing and asks no other origin', (_, html) => {
    expect(html).not.toMatch(/<script|<iframe|<object|<img|javascript:|\son\w+=|\sstyle=/i);
    expect(html).not.toMatch(/url\(|@import/);
    const foreign = allMatches(html, /(?:href|src|action)="((?:https?:)?\/\/[^"]+)"/g).filter(
      (url) => !url.startsWith('https://skills.example.org/'),
    );
    expect(foreign).toEqual([]);
  });

  it.each(pages)('%s gives table headers their scope and each id once', (_, html) => {
    expect(html.match(/<th(?![^>]*\sscope=)[ >]/g)).toBeNull();
    const ids = allMatches(html, /\sid="([^"]+)"/g);
    expect(ids).toEqual([...new Set(ids)]);
    for (const target of allMatches(html, /href="#([^"]+)"/g)) expect(ids).toContain(target);
    for (const described of allMatches(html, /aria-describedby="([^"]+)"/g).flatMap((list) => list.split(' ')))
      expect(ids).toContain(described);
  });

  it.each(pages.filter(([name]) => name.includes('-en')))('%s has no Chinese outside of names', (_, html) => {
    const outside = textOf(
      html.replace(/<(\w+)[^>]*\slang="zh-CN"[^>]*>.*?<\/\1>/gs, '').replace(/<title>.*?<\/title>|<b aria-hidden="true">匠<\/b>/g, ''),
    );
    expect(outside.match(/\p{Script=Han}+/gu) ?? []).toEqual([]);
  });

  it.each(pages)('%s is allowed its style sheet by the security policy, and nothing else', (_, html) => {
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
    expect(PAGE_SECURITY_POLICY).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(PAGE_SECURITY_POLICY).toContain("default-src 'none'");
  });
});

describe('a page that everyone may open', () => {
  it('names its twin in the other language', () => {
    const html = renderResults(frame(results), sampleResult());
    expect(html).toContain(`<link rel="canonical" href="https://skills.example.org${results}"/>`);
    expect(html).toContain(`<link rel="alternate" hreflang="en" href="https://skills.example.org/en${results}"/>`);
    expect(html).toContain(`href="/en${results}" hreflang="en" lang="en"`);
    expect(renderResults(frame(results, 'en'), sampleResult())).toContain(`href="${results}" hreflang="zh-CN" lang="zh-CN"`);
  });

  it('stays out of search engines when it is for one person', () => {
    expect(renderSheet(frame('/judging/1', 'zh-CN', '吴国栋'), sampleSheet())).toContain('<meta name="robots" content="noindex"/>');
  });
});

describe('renderResults', () => {
  it('sends 200 rows in 15 kB', () => {
    const html = renderResults(frame(results), sampleResult(sampleDocument(200)));
    expect(html.match(/<tr role="row"/g)).toHaveLength(201);
    expect(gzipSync(html, { level: 9 }).length).toBeLessThanOrEqual(15_000);
  });

  it('keeps the order of the publication, with shared places and what decided a tie', () => {
    const html = renderResults(frame(results), sampleResult());
    expect(allMatches(html, /class="pl n">([^<]+)/g).slice(0, 8)).toEqual(['1', '2', '3', '3', '5', '6', '7', '8']);
    expect(html.match(/并列<\/small>/g)).toHaveLength(2);
    expect(html.match(/同分，按“焊缝成形与尺寸”分先后/g)).toHaveLength(2);
    expect(renderResults(frame(results, 'en'), sampleResult())).toContain('Level on points, decided by Weld shape and dimensions');
  });

  it('gives guests, absentees and the disqualified no place, in neutral words', () => {
    const rows = textOf(renderResults(frame(results), sampleResult())).replace(/\s+/g, ' ');
    for (const word of ['打星', '缺席', '取消资格']) expect(rows).toContain(word);
  });

  it('says which publication it is, what it replaces, how places work, and both hashes', () => {
    const text = textOf(renderResults(frame(results), sampleResult())).replace(/\s+/g, ' ');
    for (const part of [
      '最终结果',
      '2026年5月18日 14:30',
      '第 2 次公布',
      '取代第 1 次公布',
      '1、2、2、4',
      sampleResult().hash,
      sampleDocument().inputHash,
    ]) {
      expect(text).toContain(part);
    }
  });

  it('warns of a provisional publication, and instead leads on from a superseded one', () => {
    const provisional = sampleResult(sampleDocument(5, 'provisional'));
    expect(renderResults(frame(results), provisional)).toContain('复核与申诉期间名次可能变动');
    const superseded = renderResults(frame(results), { ...provisional, supersededBy: 2 });
    expect(superseded).toContain('这一版已被第 2 次公布取代');
    expect(superseded).not.toContain('复核与申诉期间');
  });

  it('leaves out columns that no row fills, and says so when there are no rows', () => {
    const plain = sampleDocument(5);
    const bare = renderResults(
      frame(results),
      sampleResult({ ...plain, rows: plain.rows.map((row) => ({ ...row, scale: null, award: null })) }),
    );
    expect(bare).not.toContain('标准分');
    expect(bare).not.toContain('奖项');
    expect(renderResults(frame(results), sampleResult({ ...plain, rows: [] }))).toContain('这次公布没有参赛者');
  });

  it('never hides a digit of the points and never rounds', () => {
    const plain = sampleDocument(1);
    const html = renderResults(
      frame(results),
      sampleResult({ ...plain, rows: plain.rows.map((row) => ({ ...row, status: 'official', points: '91.125' })) }),
    );
    expect(html).toContain('91.125');
  });
});

describe('hostile texts', () => {
  const hostile = `</td></head><script>alert("x")</script><img src=x onerror='y'>&amp;`;
  const row = {
    ...sampleDocument(1).rows[0],
    name: hostile,
    organisation: hostile,
    bib: '../"7',
    award: hostile,
    members: [hostile],
    tie: { shared: false, decidedBy: hostile },
  };
  const document = {
    ...sampleDocument(5),
    rows: [{ ...sampleDocument(5).rows[0], ...row } as ReturnType<typeof sampleDocument>['rows'][number]],
  };

  it.each([
    ['results', renderResults(frame(results), sampleResult(document))],
    ['an entry', renderEntry(frame(results), { ...sampleResult(document), row: document.rows[0] ?? sampleRow() })],
    ['an error', renderError(frame('/x'), { status: 400, text: hostile, requestId: hostile })],
    ['a certificate code', renderCertificateCheck(frame('/v/X'), { code: hostile, state: 'unknown', certificate: null, replacedBy: null })],
    [
      'sign-in',
      renderSignIn(frame('/sign-in'), { action: '/sign-in', hidden: { token: hostile }, email: hostile, problem: hostile, demoLogins: [] }),
    ],
    [
      'a sheet',
      renderSheet(frame('/judging/1', 'zh-CN', hostile), {
        ...sampleSheet(),
        entryCode: hostile,
        problems: [{ field: null, text: hostile }],
      }),
    ],
  ])('are shown as text in %s', (_, html) => {
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script>');
    expect(html.match(/<style>/g)).toHaveLength(1);
    expect(html.match(/<\/head>/g)).toHaveLength(1);
  });

  it('do not change an address', () => {
    expect(paths.entry('a', 'b', 'c', '../"7')).toBe('/a/competitions/b/skills/c/entries/..%2F%227');
  });
});

function sampleRow() {
  const [row] = sampleDocument(5).rows;
  if (row === undefined) throw new Error('no row');
  return row;
}

describe('renderEntry', () => {
  it('shows place, total, award and every criterion with its sub-criteria', () => {
    const { document } = sampleResult();
    const third = document.rows[2] ?? sampleRow();
    const text = textOf(renderEntry(frame(results), { ...sampleResult(), row: third })).replace(/\s+/g, ' ');
    for (const part of [
      '并列第 3 名',
      '共 55 个名次',
      '95.38',
      '794',
      '二等奖',
      'B 焊缝成形与尺寸',
      '42.41 / 45',
      'C2 成品质量与检验记录',
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe('a breakdown', () => {
  const { document } = sampleResult();
  const third = document.rows[2] ?? sampleRow();
  const entryPage = (row: typeof third, given = document) =>
    textOf(renderEntry(frame(results), { ...sampleResult(given), row })).replace(/\s+/g, ' ');

  it('takes the most points of a criterion from the publication where its line does not say', () => {
    const plain = third.breakdown.map(({ key, points }) => ({ key, points, max: null }));
    expect(entryPage({ ...third, breakdown: plain })).toContain('B 焊缝成形与尺寸 42.41 / 45');
  });

  it('shows points alone where nothing says how many there could be', () => {
    const open = { ...document, criteria: document.criteria.map((criterion) => ({ ...criterion, max: '' })) };
    const plain = third.breakdown.map(({ key, points }) => ({ key, points, max: null }));
    const text = entryPage({ ...third, breakdown: plain }, open);
    expect(text).toContain('B 焊缝成形与尺寸 42.41 C');
    expect(text).not.toContain('得分比例');
  });

  it.each([
    ['B2', '同分，按“成品质量与检验记录”分先后'],
    ['minutesUsed', '同分，按“用时”分先后'],
    ['decision', '同分，经裁定分先后'],
  ])('says that a tie was decided by %s: %s', (decidedBy, words) => {
    expect(entryPage({ ...third, tie: { shared: false, decidedBy } })).toContain(words);
  });
});

describe('renderCertificateCheck', () => {
  it.each([
    ['check-genuine.html', '真实'],
    ['check-revoked.html', '已撤销'],
    ['check-superseded.html', '已更替'],
    ['check-unknown.html', '查无此证'],
    ['check-genuine-en.html', 'Genuine'],
  ])('%s begins with one word: %s', (name, word) => {
    const main = /<main[^>]*>(.*)<\/main>/s.exec(samplePages()[name] ?? '')?.[1] ?? '';
    expect(textOf(main).trim().split(/\s+/)[0]).toBe(word);
  });

  it('tells nothing about an unknown code but how to type it again', () => {
    expect(samplePages()['check-unknown.html']).not.toContain('持证人');
  });
});

describe('renderSheet', () => {
  const html = renderSheet(frame('/judging/1', 'zh-CN', '吴国栋'), sampleSheet());

  it('sends the version, and for each aspect the last mark that was seen', () => {
    expect(html).toContain('<input type="hidden" name="version" value="7"/>');
    expect(allMatches(html, /type="hidden" name="last\.([^"]+)"/g)).toEqual(['B1.1', 'B1.2', 'B1.3', 'B2.1', 'B2.2']);
    expect(html).toContain('name="last.B1.1" value="812"');
    expect(html).toContain('<input type="hidden" name="token" value="a-token"/>');
  });

  it('asks a reason only where a mark already stands', () => {
    expect(allMatches(html, /name="reason\.([^"]+)"/g)).toEqual(['B1.1', 'B1.3', 'B2.1']);
  });

  it('keeps what was typed beside what is wrong with it, and leads to the field', () => {
    expect(html).toMatch(/id="mark\.B1\.2"[^>]*value="3\.5"[^>]*aria-invalid="true"/);
    expect(html).toMatch(/id="mark\.B1\.3"[^>]*value="1\.5"/);
    expect(html).toContain('<a href="#mark.B1.2">B1.2：应在 0 到 3 之间</a>');
  });

  it('offers a judgement as four choices with what each means, the standing one chosen', () => {
    expect(html.match(/type="radio" name="mark\.B2\.1"/g)).toHaveLength(4);
    expect(html).toMatch(/name="mark\.B2\.1" value="2" checked/);
    expect(html).not.toMatch(/name="mark\.B2\.2" value="\d" checked/);
  });

  it('can only be read once it is signed', () => {
    const signed = renderSheet(frame('/judging/1', 'zh-CN', '吴国栋'), { ...sampleSheet(), status: 'signed' });
    expect(signed).not.toContain('value="save"');
    expect(signed.match(/<fieldset/g)).toHaveLength(5);
    expect(signed.match(/<fieldset[^>]* disabled/g)).toHaveLength(5);
  });
});
