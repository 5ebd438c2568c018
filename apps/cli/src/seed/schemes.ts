import type { LocalizedText } from '#kernel';
import { type Aspect, RULES_FORMAT, type RuleSet, type Scheme, type Step } from '#scoring';

/** Both panels of the demo go by this code; seats differ. */
export const PANEL = 'judges';

const LEVELS = [
  { 'zh-CN': '低于行业标准', en: 'Below the standard' },
  { 'zh-CN': '达到行业标准', en: 'Meets the standard' },
  { 'zh-CN': '部分超过行业标准', en: 'Exceeds the standard in part' },
  { 'zh-CN': '优秀', en: 'Excellent' },
] as const;

const CENTS: Step = { step: 'round', name: 'aspect', decimals: 2, mode: 'half-up' };

type Given = readonly [zh: string, en: string, worth: string, kind: Aspect['kind']];

export const WELDING_SCHEME: Scheme = {
  panels: [{ id: PANEL, name: { 'zh-CN': '焊接裁判组', en: 'Welding panel' }, seats: ['J1', 'J2', 'J3', 'J4', 'J5'] }],
  criteria: [
    criterion('A', '工艺准备', 'Preparation', '20', [
      ['图纸与工艺卡', 'Drawings and procedure card', '10', 'measurement'],
      ['装配与点固', 'Fit-up and tacking', '10', 'measurement'],
    ]),
    criterion('B', '焊缝外观', 'Appearance of the weld', '40', [
      ['焊缝余高与宽度', 'Reinforcement and width', '15', 'measurement'],
      ['咬边与表面缺陷', 'Undercut and surface defects', '15', 'measurement'],
      ['成形美观', 'Finish', '10', 'judgement'],
    ]),
    criterion('C', '内部质量', 'Soundness', '30', [
      ['射线检测', 'Radiographic test', '20', 'measurement'],
      ['弯曲试验', 'Bend test', '10', 'measurement'],
    ]),
    criterion('D', '安全文明生产', 'Safety and order', '10', [['劳动防护与现场', 'Protection and workplace', '10', 'judgement']]),
  ],
};

export const MILLING_SCHEME: Scheme = {
  panels: [{ id: PANEL, name: { 'zh-CN': '数控铣裁判组', en: 'Milling panel' }, seats: ['J1', 'J2', 'J3'] }],
  criteria: [
    criterion('A', '编程与工艺', 'Programming and process', '30', [
      ['工艺路线', 'Process plan', '15', 'measurement'],
      ['程序正确性', 'Correctness of the program', '15', 'measurement'],
    ]),
    criterion('B', '尺寸精度', 'Dimensional accuracy', '50', [
      ['主要尺寸', 'Main dimensions', '30', 'measurement'],
      ['形位公差', 'Geometric tolerances', '20', 'measurement'],
    ]),
    criterion('C', '表面与现场', 'Surface and workplace', '20', [
      ['表面粗糙度', 'Surface roughness', '10', 'judgement'],
      ['安全文明生产', 'Safety and order', '10', 'judgement'],
    ]),
  ],
};

/** Trimmed mean of the judges, half-up to the cent; ties by criterion B, then shared; prizes to 10, 20 and 30 % of those placed. */
export const RULES: RuleSet = {
  format: RULES_FORMAT,
  aspects: [
    {
      for: 'judgement',
      aggregate: { kind: 'trimmedMean', drop: 1, fallback: 'mean' },
      steps: [{ step: 'shareOfWorth', top: '3' }, CENTS],
      unmarked: 'incomplete',
    },
    { for: 'measurement', aggregate: { kind: 'trimmedMean', drop: 1, fallback: 'mean' }, steps: [CENTS], unmarked: 'incomplete' },
  ],
  groups: [],
  modules: [],
  penalties: [],
  total: { steps: [{ step: 'round', name: 'total', decimals: 2, mode: 'half-up' }], afterPenalties: [] },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [{ key: 'node', node: 'B', prefer: 'higher' }], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: {
    kind: 'prizes',
    tiedAtCut: 'all',
    prizes: [
      prize('first-prize', '一等奖', 'First Prize', '0.1'),
      prize('second-prize', '二等奖', 'Second Prize', '0.2'),
      prize('third-prize', '三等奖', 'Third Prize', '0.3'),
    ],
  },
  display: { decimals: 2 },
};

function criterion(id: string, zh: string, en: string, worth: string, aspects: readonly Given[]): Scheme['criteria'][number] {
  const name: LocalizedText = { 'zh-CN': zh, en };
  return {
    id,
    name,
    worth,
    subCriteria: [{ id: `${id}1`, name, aspects: aspects.map((given, at) => aspectOf(`${id}1.${at + 1}`, given)) }],
  };
}

function aspectOf(id: string, [zh, en, worth, kind]: Given): Aspect {
  const name: LocalizedText = { 'zh-CN': zh, en };
  if (kind === 'judgement') return { id, name, kind, worth, range: { min: '0', max: '3', step: '1' }, panel: PANEL, levels: LEVELS };
  return {
    id,
    name,
    kind,
    worth,
    range: { min: '0', max: worth, step: '0.5' },
    panel: PANEL,
    requirement: { 'zh-CN': '按评分细则逐项测量', en: 'Measured item by item as the marking guide says' },
  };
}

function prize(id: string, zh: string, en: string, ratio: string) {
  return { id, name: { 'zh-CN': zh, en }, size: { kind: 'ratio', ratio, rounding: 'half-up' } } as const;
}
