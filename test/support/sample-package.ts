import { type CompetitionPackage, PACKAGE_FORMAT, RULES_FORMAT } from '#scoring';

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** Two judges, one aspect, mean of the marks; a pair as a team, a guest, and a disqualified entry that was marked. */
export const samplePackage: CompetitionPackage = {
  format: PACKAGE_FORMAT,
  competition: { name: text('示例竞赛', 'Sample competition 2026'), startsOn: '2026-05-01' },
  skill: { name: text('焊接', 'Welding'), code: 'welding' },
  scheme: {
    panels: [{ id: 'judges', name: text('裁判组', 'Judges'), seats: ['J1', 'J2'] }],
    criteria: [
      {
        id: 'A',
        name: text('外观', 'Appearance'),
        subCriteria: [
          {
            id: 'A1',
            name: text('焊缝', 'Seam'),
            aspects: [
              {
                id: 'A1.1',
                name: text('成形', 'Shape'),
                kind: 'measurement',
                worth: '10',
                range: { min: '0', max: '10', step: '0.5' },
                panel: 'judges',
              },
            ],
          },
        ],
      },
    ],
  },
  rules: {
    format: RULES_FORMAT,
    aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'incomplete' }],
    groups: [],
    modules: [],
    penalties: [],
    total: { steps: [{ step: 'round', name: 'total', decimals: 2, mode: 'half-up' }], afterPenalties: [] },
    teams: { kind: 'marked' },
    places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
    scale: { kind: 'none' },
    awards: { kind: 'none' },
    display: { decimals: 2 },
  },
  entries: [
    { id: 'e1', bib: '7', name: '张喆', kind: 'person', status: 'official', organisation: 'steelworks' },
    { id: 'e2', bib: 'A-2', name: '先锋组', kind: 'team', status: 'official', organisation: 'JPN', persons: ['王犇', '欧阳㛃'] },
    { id: 'e3', bib: '3', name: '李堃', kind: 'person', status: 'guest' },
    { id: 'e4', bib: '4', name: '赵四', kind: 'person', status: 'disqualified', facts: { minutesUsed: '210' } },
  ],
  judges: [{ seat: 'J1', name: '李静' }],
  marks: [
    { entry: 'e1', aspect: 'A1.1', seat: 'J1', value: '8' },
    { entry: 'e1', aspect: 'A1.1', seat: 'J2', value: '9.5' },
    { entry: 'e2', aspect: 'A1.1', seat: 'J1', value: '6.5' },
    { entry: 'e2', aspect: 'A1.1', seat: 'J2', value: null },
    { entry: 'e3', aspect: 'A1.1', seat: 'J1', value: '10' },
    { entry: 'e4', aspect: 'A1.1', seat: 'J1', value: '10' },
  ],
};
