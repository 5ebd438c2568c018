import { describe, expect, it } from '@jest/globals';
import { emptyMine, sampleMine } from '../../../../../test/support/sample-mine.js';
import { frame } from '../../../../../test/support/sample-pages.js';
import { type MyDocument, renderMyPage } from './views.js';

const page = (mine: MyDocument, language: 'zh-CN' | 'en' = 'zh-CN') => renderMyPage(frame('/me', language, mine.name), mine);
const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('renderMyPage', () => {
  it('greets by name and says each role with where it holds, in both languages', () => {
    expect(textOf(page(sampleMine()))).toContain('您好， 吴国栋');
    expect(textOf(page(sampleMine()))).toMatch(/裁判长 第九届江南省职工职业技能大赛/);
    expect(textOf(page(sampleMine(), 'en'))).toContain('Hello, 吴国栋');
    expect(textOf(page(sampleMine(), 'en'))).toContain('Chief judge 9th Jiangnan Workers’ Skills Competition');
  });

  it('leads from the name in the header to this page, and out by a form', () => {
    const html = page(sampleMine(), 'en');
    expect(html).toContain('<a href="/en/me" lang="zh-CN" aria-current="page">吴国栋</a>');
    expect(html).toContain('<form class="sign-out" method="post" action="/en/sign-out">');
  });

  it('tells the judge how many sheets wait and leads to them', () => {
    const html = page(sampleMine());
    expect(textOf(html)).toMatch(/数控铣 ✎ 未签 17 份 .* 已签 6 份/);
    expect(html).toContain('href="/judging"');
  });

  it('leads to the published result only where there is one', () => {
    expect(page(sampleMine()).match(/href="\/jiangnan\/competitions\/ninth\/skills\/[^"]+\/entries\/\d+"/g)).toEqual([
      'href="/jiangnan/competitions/ninth/skills/welding/entries/7"',
    ]);
  });

  it('offers the public page and the file of each certificate, with its status in a word', () => {
    const html = page(sampleMine(), 'en');
    expect(html.match(/href="\/en\/v\/7K2M4PQR9XTAD"/g)).toHaveLength(4);
    expect(html).toContain('href="/certificates/0198f2b0-0000-7000-8000-000000000000.pdf"');
    for (const word of ['Valid', 'Superseded', 'Revoked', 'Suspended']) expect(textOf(html)).toContain(word);
  });

  it('names the next step of each skill and who takes it, with the operation where it is the reader', () => {
    const text = textOf(page(sampleMine(), 'en'));
    expect(text).toContain('Next: mark and sign 51 more sheets · waiting for: Judge');
    expect(text).toContain('Next: lock the marks · yours to do lockMarks');
    expect(text).toContain('Next: confirm the marks · you took the step before, so another person must take this one');
    expect(text).not.toContain('confirmMarks');
    expect(text).toContain('The final results are published; nothing is left to do.');
  });

  it('says that the API takes these steps, with its explorer in development and the schema elsewhere', () => {
    expect(page(sampleMine())).toContain('<a href="/graphiql">');
    expect(page({ ...sampleMine(), explorerPath: null })).toContain('schema.graphql');
    expect(page(emptyMine())).not.toContain('GraphQL');
  });

  it('has a sentence for each part that is empty, and no word of those that are none of the reader’s business', () => {
    expect(page(emptyMine()).match(/class="empty"/g)).toHaveLength(5);
    const nothing: MyDocument = { ...emptyMine(), judging: null, entries: null, certificates: null, enterprise: null, competitions: null };
    expect(page(nothing)).not.toMatch(/class="empty"|<h2/);
  });

  it('shows hostile texts as text', () => {
    const hostile = `</head><script>alert("x")</script><img src=x onerror='y'>`;
    const named = { 'zh-CN': hostile };
    const { competitions, ...mine } = sampleMine();
    const html = page({
      ...mine,
      name: hostile,
      tenant: { slug: '"x', name: named },
      roles: [{ role: 'judge', place: named }],
      entries: (mine.entries ?? []).map((entry) => ({ ...entry, competition: named, skill: named, bib: hostile, team: hostile })),
      certificates: (mine.certificates ?? []).map((certificate) => ({ ...certificate, title: named, award: named })),
      competitions: (competitions ?? []).map((competition) => ({ ...competition, slug: '"x', name: named })),
    });
    expect(html).not.toMatch(/<script|<img|href="[^"]*"x/);
    expect(html.match(/<\/head>/g)).toHaveLength(1);
  });
});
