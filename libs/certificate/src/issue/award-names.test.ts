import { describe, expect, it } from '@jest/globals';
import { awardName } from './award-names.js';

const prizes = (id: string) =>
  ({
    awards: {
      kind: 'prizes',
      prizes: [{ id, name: { 'zh-CN': '特等奖', en: 'Grand Prize' }, size: { kind: 'count', count: 1 } }],
      tiedAtCut: 'all',
    },
  }) as const;

describe('awardName', () => {
  it('takes a prize from the rules, even where it is called like a medal', () => {
    expect(awardName('gold', prizes('gold'))).toEqual({ 'zh-CN': '特等奖', en: 'Grand Prize' });
  });

  it.each([
    ['gold', '金牌'],
    ['silver', '银牌'],
    ['bronze', '铜牌'],
    ['medallion', '优胜奖章'],
  ])('knows the medal %s', (key, name) => {
    expect(awardName(key, { awards: { kind: 'worldskills-2026' } })['zh-CN']).toBe(name);
  });

  it('makes no name up', () => {
    expect(() => awardName('platinum', { awards: { kind: 'none' } })).toThrow('platinum');
  });
});
