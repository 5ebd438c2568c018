import type { LocalizedText } from '#kernel';
import type { RuleSet } from '#scoring';

/** Awards of the medal rules; prizes bring their names with the rule set. */
const MEDALS: Readonly<Record<string, LocalizedText>> = {
  gold: { 'zh-CN': '金牌', en: 'Gold Medal' },
  silver: { 'zh-CN': '银牌', en: 'Silver Medal' },
  bronze: { 'zh-CN': '铜牌', en: 'Bronze Medal' },
  medallion: { 'zh-CN': '优胜奖章', en: 'Medallion for Excellence' },
};

/** The name of an award by its key in the publication. Throws when the rules know no such award: that is a bug, not an input. */
export function awardName(key: string, rules: Pick<RuleSet, 'awards'>): LocalizedText {
  const prize = rules.awards.kind === 'prizes' ? rules.awards.prizes.find(({ id }) => id === key) : undefined;
  const name = prize?.name ?? MEDALS[key];
  if (name === undefined) throw new Error(`The rules name no award "${key}"`);
  return name;
}
