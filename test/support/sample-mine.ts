import type { MyDocument, MySkill } from '../../apps/api/src/http/public/views.js';
import { tenant } from './sample-pages.js';

// A made-up person who holds every kind of role, so that every part of the page has something to show.

const competition = { 'zh-CN': '第九届江南省职工职业技能大赛', en: '9th Jiangnan Workers’ Skills Competition' };
const [welding, milling, robots] = [
  { 'zh-CN': '焊接', en: 'Welding' },
  { 'zh-CN': '数控铣', en: 'CNC Milling' },
  { 'zh-CN': '工业机器人系统操作与维护' },
];
const results = '/jiangnan/competitions/ninth/skills/welding';

export function sampleMine(): MyDocument {
  return {
    tenant,
    name: '吴国栋',
    roles: [
      { role: 'chief_judge', place: competition },
      { role: 'enterprise_administrator', place: { 'zh-CN': '江南重型机械集团有限责任公司第二金属结构分厂' } },
    ],
    otherTenants: [{ slug: 'beihai', name: { 'zh-CN': '北海市总工会', en: 'Beihai Federation of Trade Unions' } }],
    judging: [
      { competition, skill: milling, sheets: { open: 17, signed: 6, locked: 0 } },
      { competition, skill: welding, sheets: { open: 0, signed: 0, locked: 24 } },
    ],
    entries: [
      { competition, skill: welding, stage: 'final', bib: '7', status: 'official', team: null, resultPath: `${results}/entries/7` },
      { competition, skill: robots, stage: 'registration', bib: '3', status: 'guest', team: '江南重工一队', resultPath: null },
    ],
    certificates: (['valid', 'superseded', 'revoked', 'suspended'] as const).map((status, at) => ({
      id: `0198f2b0-0000-7000-8000-00000000000${at}`,
      title: { 'zh-CN': '荣誉证书', en: 'Certificate of Honour' },
      award: { 'zh-CN': '一等奖', en: 'First Prize' },
      event: competition,
      skill: welding,
      issuedOn: '2026-05-20',
      status,
      checkPath: '/v/7K2M4PQR9XTAD',
      pdfPath: `/certificates/0198f2b0-0000-7000-8000-00000000000${at}.pdf`,
    })),
    enterprise: [
      {
        competition,
        skill: robots,
        stage: 'registration',
        entryCount: 1,
        registration: { isOpen: true, closesAt: '2026-05-10T10:00:00Z', timeZone: 'Asia/Shanghai' },
        resultPath: null,
      },
      {
        competition,
        skill: welding,
        stage: 'final',
        entryCount: 4,
        registration: { isOpen: false, closesAt: null, timeZone: 'Asia/Shanghai' },
        resultPath: results,
      },
    ],
    competitions: [{ slug: 'ninth', name: competition, startsOn: '2026-05-15', endsOn: '2026-05-18', skills }],
    explorerPath: '/graphiql',
  };
}

const skills: readonly MySkill[] = [
  { code: 'welding', name: welding, stage: 'final', sheets: { open: 0, signed: 0, locked: 72 }, resultPath: results, next: null },
  {
    code: 'cnc',
    name: milling,
    stage: 'marking',
    sheets: { open: 51, signed: 18, locked: 0 },
    resultPath: null,
    next: { step: 'signSheets', by: 'judge' },
  },
  {
    code: 'wiring',
    name: { 'zh-CN': '电气装置', en: 'Electrical Installations' },
    stage: 'marking',
    sheets: { open: 0, signed: 40, locked: 0 },
    resultPath: null,
    next: { step: 'lockMarks', by: 'reader' },
  },
  {
    code: 'robots',
    name: robots,
    stage: 'registration',
    sheets: null,
    resultPath: null,
    next: { step: 'openMarking', by: 'competition_organiser' },
  },
  {
    code: 'painting',
    name: { 'zh-CN': '汽车喷漆', en: 'Car Painting' },
    stage: 'locked',
    sheets: { open: 0, signed: 0, locked: 30 },
    resultPath: null,
    next: { step: 'confirmMarks', by: 'another' },
  },
];

/** Somebody for whom nothing waits, in every part. */
export function emptyMine(): MyDocument {
  return {
    ...sampleMine(),
    roles: [],
    otherTenants: [],
    judging: [],
    entries: [],
    certificates: [],
    enterprise: [],
    competitions: [],
    explorerPath: null,
  };
}
