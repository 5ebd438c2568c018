import { describe, expect, it } from '@jest/globals';
import { formatDate, formatDays, formatPoints, languageOfPath, negotiateLanguage, pathIn } from './index.js';
import { fill, placeholdersOf } from './render.js';

describe('fill', () => {
  it.each([
    [1, '1 mark'],
    [2, '2 marks'],
    [0, '0 marks'],
  ])('chooses the word that fits %d', (count, text) => {
    expect(fill('{count} {count|mark|marks}', 'en', { count })).toBe(text);
  });

  it('inserts a value as it is, even one that looks like a placeholder', () => {
    expect(fill('{name}: {max}', 'en', { name: '{max} $& $1', max: 3 })).toBe('{max} $& $1: 3');
  });

  it('names each parameter once', () => {
    expect(placeholdersOf('{b} {a|x|y} {b}')).toEqual(['a', 'b']);
  });
});

describe('negotiateLanguage', () => {
  it.each([
    ['/en/zj/results', 'zh-CN', null, 'en'],
    ['/zj', 'en-GB,en;q=0.9', null, 'en'],
    ['/zj', 'en;q=0.3, zh-Hans-CN;q=0.8', null, 'zh-CN'],
    ['/zj', 'fr, de;q=0.9, en;q=0.1', null, 'en'],
    ['/zj', 'en;q=0, *', null, 'zh-CN'],
    ['/zj', 'en', 'zh-CN', 'zh-CN'],
    ['/england', '', null, 'zh-CN'],
    ['/zj', null, null, 'zh-CN'],
    ['/zj', 'zhx;q=nonsense,,,;;', null, 'zh-CN'],
  ] as const)('%s with %s and the setting %s is %s', (path, accept, setting, language) => {
    expect(negotiateLanguage(path, accept, setting)).toBe(language);
  });
});

describe('pathIn', () => {
  it.each([
    ['en', '/', '/en'],
    ['en', '/zj', '/en/zj'],
    ['en', '/en/zj', '/en/zj'],
    ['zh-CN', '/en', '/'],
    ['zh-CN', '/en/zj', '/zj'],
    ['zh-CN', '/england', '/england'],
  ] as const)('%s of %s is %s', (language, path, same) => {
    expect(pathIn(language, path)).toBe(same);
    expect(languageOfPath(same)).toBe(language);
  });
});

describe('formatDate', () => {
  it.each([
    ['zh-CN', 'date', '2026年11月23日'],
    ['en', 'date', '23 November 2026'],
    ['zh-CN', 'minute', '2026年11月23日 00:05'],
    ['en', 'minute', '23 November 2026 at 00:05 GMT+8'],
  ] as const)('%s to the %s', (language, style, text) => {
    expect(formatDate(language, '2026-11-22T16:05:09Z', style)).toBe(text);
  });

  it('shows what is no instant as it came', () => {
    expect(formatDate('en', 'soon')).toBe('soon');
  });
});

describe('formatDays', () => {
  it.each([
    ['zh-CN', '2026-05-15', '2026-05-18', '2026年5月15日至18日'],
    ['en', '2026-05-15', '2026-05-18', '15 – 18 May 2026'],
    ['en', '2026-12-30', '2027-01-02', '30 December 2026 – 2 January 2027'],
    ['zh-CN', '2026-05-15', '2026-05-15', '2026年5月15日'],
    ['zh-CN', '2026-01-30', '2026-11-02', '2026年1月30日至11月2日'],
    ['zh-CN', '2026-12-30', '2027-01-02', '2026年12月30日至2027年1月2日'],
    ['en', '?', '?', '?'],
  ] as const)('%s %s to %s', (language, from, to, text) => {
    expect(formatDays(language, from, to).replace(/\u2009/g, ' ')).toBe(text);
  });
});

describe('formatPoints', () => {
  it.each([
    ['91.25', 2, '91.25'],
    ['91.2', 2, '91.20'],
    ['91', 0, '91'],
    ['91.125', 2, '91.125'],
    ['12345678901234567890.05', 2, '12345678901234567890.05'],
    ['-0.5', 2, '-0.50'],
    ['<b>', 2, '<b>'],
  ])('%s with %d decimals is %s', (points, decimals, text) => {
    expect(formatPoints('zh-CN', points, decimals)).toBe(text);
  });
});
