import type { BreakdownLine, ResultDocument, ResultRow } from '#marking';
import type { PageFrame, PublishedResult, SheetDocument, TenantName } from '../../apps/api/src/http/public/views.js';

// Made-up people and numbers for looking at pages; nothing here was computed by the engine.

export const tenant: TenantName = {
  slug: 'jiangnan',
  name: { 'zh-CN': '江南省总工会', en: 'Jiangnan Provincial Federation of Trade Unions' },
};

export function frame(
  path: string,
  language: PageFrame['language'] = 'zh-CN',
  signedInAs: string | null = null,
): PageFrame & { readonly tenant: TenantName } {
  return { language, origin: 'https://skills.example.org', path, tenant, signedInAs };
}

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'];
const GIVEN = [
  '伟',
  '秀英',
  '娜',
  '建国',
  '敏',
  '静',
  '丽华',
  '强',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '国栋',
  '志远',
  '晓燕',
  '喆',
  '堃',
  '䶮',
];
const PLANTS = ['江南造船集团', '钱塘重工', '东海石化', '运河机床厂', '西湖电力建设公司', '市政管网集团第二工程处', '之江汽车', '海宁纺织'];
const WEIGHTS = [
  { key: 'A', max: 30, name: { 'zh-CN': '焊前准备与安全', en: 'Preparation and safety' } },
  { key: 'B', max: 45, name: { 'zh-CN': '焊缝成形与尺寸', en: 'Weld shape and dimensions' } },
  { key: 'C', max: 25, name: { 'zh-CN': '无损检测', en: 'Non-destructive testing' } },
] as const;

/** A publication with as many rows as asked for, a shared third place, a tie that was decided, a guest, an absentee and a disqualification. */
export function sampleDocument(count = 58, stage: ResultDocument['stage'] = 'final'): ResultDocument {
  return {
    format: 'guildhall-result/1',
    tenant: tenant.slug,
    competition: { slug: 'ninth', name: { 'zh-CN': '第九届江南省职工职业技能大赛', en: '9th Jiangnan Workers’ Skills Competition' } },
    skill: { code: 'welding', name: { 'zh-CN': '焊接', en: 'Welding' } },
    stage,
    number: stage === 'final' ? 2 : 1,
    publishedAt: '2026-05-18T06:30:00Z',
    supersedes: stage === 'final' ? 1 : null,
    marksVersion: 1860,
    ruleVersion: 3,
    engineVersion: 'guildhall-scoring/1',
    inputHash: '9f2c4be1a07d35c86e51b3f0aa84d7219c06e5f3b7d8124a6f90c3e2d1b5a748',
    placing: 'standard',
    decimals: 2,
    criteria: WEIGHTS.map(({ key, max, name }) => ({ key, name, max: String(max) })),
    awards: [
      { key: 'first', name: { 'zh-CN': '一等奖', en: 'First prize' } },
      { key: 'second', name: { 'zh-CN': '二等奖', en: 'Second prize' } },
      { key: 'third', name: { 'zh-CN': '三等奖', en: 'Third prize' } },
    ],
    rows: Array.from({ length: count }, (_, at) => rowAt(at, count)),
  };
}

function rowAt(at: number, count: number): ResultRow {
  const unplaced = ({ [count - 1]: 'absent', [count - 2]: 'disqualified', [count - 3]: 'guest' } as const)[at];
  const place = unplaced !== undefined ? null : at === 3 ? 3 : at + 1;
  const hundredths = 9612 - (at === 3 ? 2 : at === 6 ? 5 : at) * 37;
  const name = `${SURNAMES[(at * 7) % SURNAMES.length]}${GIVEN[(at * 5) % GIVEN.length]}`;
  const isTeam = at === 9;
  const isAbsent = unplaced === 'absent' || unplaced === 'disqualified';
  return {
    entryId: `0198f${at.toString(16).padStart(3, '0')}-0000-7000-8000-000000000000`,
    bib: `H${String(((at * 37) % 900) + 100)}`,
    name: at === 7 ? '买买提江·吐尔逊阿卜杜拉' : isTeam ? '运河机床厂青年突击队' : name,
    organisation: PLANTS[(at * 3) % PLANTS.length] ?? '',
    kind: isTeam ? 'team' : 'person',
    members: isTeam ? ['陈志远', '林晓燕', '郭喆'] : [],
    status: unplaced ?? 'official',
    place,
    points: isAbsent ? null : decimal(hundredths),
    scale: isAbsent ? null : String(800 - at * 3),
    award: place === null ? null : place <= 1 ? 'first' : place <= 4 ? 'second' : place <= 10 ? 'third' : null,
    tie: at === 2 || at === 3 ? { shared: true, decidedBy: null } : at === 5 || at === 6 ? { shared: false, decidedBy: 'B' } : null,
    breakdown: isAbsent ? [] : WEIGHTS.map(({ key, max }, index) => lineOf(key, max, (hundredths - index * 113) / 10000)),
  };
}

function lineOf(key: string, max: number, share: number): BreakdownLine {
  const children = [0.4, 0.6].map((part, index): BreakdownLine => {
    const most = Math.round(max * part);
    return {
      key: `${key}${index + 1}`,
      name:
        index === 0 ? { 'zh-CN': '操作过程', en: 'Process' } : { 'zh-CN': '成品质量与检验记录', en: 'Finished work and inspection record' },
      points: decimal(Math.round(most * 100 * (share - index * 0.04))),
      max: String(most),
    };
  });
  return { key, points: decimal(Math.round(max * 100 * share)), max: String(max), children };
}

function decimal(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

export function sampleResult(document = sampleDocument()): PublishedResult {
  const hash = 'c41b0f6a92e87d5513f0ab64ce2d97805b1e6f3a48d2c97e0b5a61f4d3928e7c';
  return { document, hash, documentPath: `/jiangnan/results/${hash}`, supersededBy: null };
}

export function sampleSheet(): SheetDocument {
  const levels = ['低于行业标准', '达到行业标准', '达到并在部分方面超出行业标准', '优秀，完全超出行业标准'].map((text) => ({
    'zh-CN': text,
  }));
  const measured = { kind: 'measurement', min: '0', step: '0.01', levels: [] } as const;
  return {
    id: '0198f000-0000-7000-8000-000000000001',
    action: '/judging/0198f000-0000-7000-8000-000000000001',
    hidden: { token: 'a-token' },
    version: 7,
    competition: { 'zh-CN': '第九届江南省职工职业技能大赛' },
    skill: { 'zh-CN': '焊接' },
    entryCode: 'K-17',
    seat: 'J2',
    status: 'open',
    subCriteria: [
      {
        id: 'B1',
        name: { 'zh-CN': '焊缝尺寸' },
        aspects: [
          {
            ...measured,
            id: 'B1.1',
            name: { 'zh-CN': '焊缝余高' },
            worth: '4',
            max: '4',
            requirement: { 'zh-CN': '0–3 mm；每超差 0.5 mm 扣 1 分' },
            value: '3.5',
            last: '812',
          },
          {
            ...measured,
            id: 'B1.2',
            name: { 'zh-CN': '焊缝宽度差' },
            worth: '3',
            max: '3',
            requirement: { 'zh-CN': '≤ 2 mm' },
            value: null,
            last: '0',
            typed: { value: '3.5', reason: '' },
          },
          {
            ...measured,
            id: 'B1.3',
            name: { 'zh-CN': '错边量' },
            worth: '2',
            max: '2',
            requirement: { 'zh-CN': '≤ 10% 板厚' },
            value: '2',
            last: '815',
            typed: { value: '1.5', reason: '' },
          },
        ],
      },
      {
        id: 'B2',
        name: { 'zh-CN': '外观成形' },
        aspects: [
          {
            id: 'B2.1',
            name: { 'zh-CN': '焊缝表面成形' },
            kind: 'judgement',
            worth: '6',
            min: '0',
            max: '3',
            step: '1',
            requirement: null,
            levels,
            value: '2',
            last: '816',
          },
          {
            id: 'B2.2',
            name: { 'zh-CN': '焊缝接头与收弧' },
            kind: 'judgement',
            worth: '6',
            min: '0',
            max: '3',
            step: '1',
            requirement: null,
            levels,
            value: null,
            last: '0',
          },
        ],
      },
    ],
    problems: [
      { field: 'mark.B1.2', text: 'B1.2：应在 0 到 3 之间' },
      { field: 'reason.B1.3', text: 'B1.3：修改已有分数须写明原因' },
    ],
    notice: null,
    listPath: '/judging',
    nextPath: '/judging/0198f000-0000-7000-8000-000000000002',
  };
}
