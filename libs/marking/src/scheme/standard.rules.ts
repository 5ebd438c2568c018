import { RULES_FORMAT, type RuleSet } from '#scoring';

/**
 * Where an organiser names no rules: judgements 0–3 as shares of the worth, mean of the judges present, measurements agreed by the panel's mean,
 * points rounded half-up to 2 decimals per aspect, places 1,2,2,4 with ties shared, no scale and no awards.
 */
export const STANDARD_RULES: RuleSet = {
  format: RULES_FORMAT,
  aspects: [
    {
      for: 'judgement',
      aggregate: { kind: 'mean' },
      steps: [
        { step: 'shareOfWorth', top: '3' },
        { step: 'round', name: 'aspect', decimals: 2, mode: 'half-up' },
      ],
      unmarked: 'zero',
    },
    {
      for: 'measurement',
      aggregate: { kind: 'mean' },
      steps: [{ step: 'round', name: 'aspect', decimals: 2, mode: 'half-up' }],
      unmarked: 'zero',
    },
  ],
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
