import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CertificateCheck,
  type CompetitionDocument,
  renderCertificateCheck,
  renderCompetition,
  renderDirectory,
  renderEntry,
  renderError,
  renderHome,
  renderMyPage,
  renderResults,
  renderSheet,
  renderSheetList,
  renderSignIn,
} from '../../apps/api/src/http/public/views.js';
import { emptyMine, sampleMine } from './sample-mine.js';
import { frame, sampleDocument, sampleResult, sampleSheet, tenant } from './sample-pages.js';

/** Every page with made-up content, by file name: what a person looks at before a release. */
export function samplePages(): Readonly<Record<string, string>> {
  const result = sampleResult();
  const [, , third] = result.document.rows;
  const team = result.document.rows.find(({ kind }) => kind === 'team');
  if (third === undefined || team === undefined) throw new Error('The sample has too few rows');
  const results = '/jiangnan/competitions/ninth/skills/welding';
  return {
    'directory.html': renderDirectory({ ...frame('/'), tenant: null }, { tenants: [{ ...tenant, competitionCount: 3 }] }),
    'home.html': renderHome(frame('/jiangnan'), {
      competitions: [
        competition,
        {
          ...competition,
          slug: 'eighth',
          name: { 'zh-CN': '第八届江南省职工职业技能大赛暨长三角焊接工种邀请赛' },
          level: 'national',
          startsOn: '2025-06-01',
          endsOn: '2025-06-01',
        },
      ],
    }),
    'home-en.html': renderHome(frame('/jiangnan', 'en'), { competitions: [competition] }),
    'competition.html': renderCompetition(frame('/jiangnan/competitions/ninth'), competition),
    'competition-en.html': renderCompetition(frame('/jiangnan/competitions/ninth', 'en'), competition),
    'results.html': renderResults(frame(results), result),
    'results-en.html': renderResults(frame(results, 'en'), result),
    'results-provisional.html': renderResults(frame(results), { ...sampleResult(sampleDocument(30, 'provisional')), supersededBy: 2 }),
    'results-200.html': renderResults(frame(results), sampleResult(sampleDocument(200))),
    'entry.html': renderEntry(frame(`${results}/entries/H174`), { ...result, row: third }),
    'entry-team-en.html': renderEntry(frame(`${results}/entries/H433`, 'en'), { ...result, row: team }),
    ...Object.fromEntries(
      (['genuine', 'revoked', 'superseded', 'unknown'] as const).map((state) => [
        `check-${state}.html`,
        renderCertificateCheck({ ...frame('/v/X'), tenant: null }, check(state)),
      ]),
    ),
    'check-genuine-en.html': renderCertificateCheck({ ...frame('/v/X', 'en'), tenant: null }, check('genuine')),
    'sign-in.html': renderSignIn(
      { ...frame('/sign-in'), tenant: null },
      {
        action: '/sign-in',
        hidden: {},
        email: 'judge@example.org',
        problem: '邮箱或密码不对。',
        demoLogins: [
          { role: 'competition_organiser', name: '周敏', email: 'organiser@demo.example', password: 'craft-organiser' },
          { role: 'judge', name: '吴国栋', email: 'judge@demo.example', password: 'craft-judge' },
        ],
      },
    ),
    'sheets.html': renderSheetList(frame('/judging', 'zh-CN', '吴国栋'), {
      groups: [
        {
          competition: competition.name,
          skill: { 'zh-CN': '焊接' },
          panel: { 'zh-CN': '评价组' },
          sheets: [
            { id: '1', entryCode: 'K-17', seat: 'J2', status: 'open', marked: 12, aspects: 40 },
            { id: '2', entryCode: 'K-18', seat: 'J2', status: 'signed', marked: 40, aspects: 40 },
          ],
        },
      ],
    }),
    'sheet.html': renderSheet(frame('/judging/1', 'zh-CN', '吴国栋'), sampleSheet()),
    'sheet-signed.html': renderSheet(frame('/judging/1', 'zh-CN', '吴国栋'), {
      ...sampleSheet(),
      status: 'signed',
      problems: [],
      notice: '40 个分数已保存并签字 14:32:05',
    }),
    'me.html': renderMyPage(frame('/me', 'zh-CN', '吴国栋'), sampleMine()),
    'me-en.html': renderMyPage(frame('/me', 'en', '吴国栋'), sampleMine()),
    'me-empty.html': renderMyPage(frame('/me', 'zh-CN', '吴国栋'), emptyMine()),
    'not-found.html': renderError(frame('/jiangnan/x'), { status: 404, text: '', requestId: 'r-1' }),
    'error.html': renderError(frame('/jiangnan/x'), {
      status: 500,
      text: '系统出错了，我们已记录。',
      requestId: '0198f2b0-7c1d-7aaa-9d1e-2b6f6f1f9a10',
    }),
  };
}

const competition: CompetitionDocument = {
  slug: 'ninth',
  name: { 'zh-CN': '第九届江南省职工职业技能大赛', en: '9th Jiangnan Workers’ Skills Competition' },
  level: 'provincial',
  status: 'open',
  startsOn: '2026-05-15',
  endsOn: '2026-05-18',
  skillCount: 3,
  entryCount: 60,
  organisation: tenant.name,
  skills: [
    { code: 'welding', name: { 'zh-CN': '焊接', en: 'Welding' }, stage: 'final', entryCount: 24, publishedAt: '2026-05-18T06:30:00Z' },
    {
      code: 'cnc',
      name: { 'zh-CN': '数控铣', en: 'CNC Milling' },
      stage: 'provisional',
      entryCount: 20,
      publishedAt: '2026-05-18T02:00:00Z',
    },
    { code: 'wiring', name: { 'zh-CN': '电气装置', en: 'Electrical Installations' }, stage: 'marking', entryCount: 16, publishedAt: null },
  ],
};

function check(state: CertificateCheck['state']): CertificateCheck {
  const publication = { number: 2, hash: sampleResult().hash, path: '/jiangnan/competitions/ninth/skills/welding' };
  const changed = state === 'genuine' ? null : { at: '2026-06-02T01:00:00Z', reason: '成绩更正后奖项变更' };
  return {
    code: '7K2M-4PQR-9XTA-D',
    state,
    replacedBy: state === 'superseded' ? { code: '8N3V-6WYB-2ZCE-H', path: '/v/8N3V6WYB2ZCEH' } : null,
    certificate:
      state === 'unknown'
        ? null
        : {
            title: { 'zh-CN': '荣誉证书', en: 'Certificate of Honour' },
            holder: '张*伟',
            award: { 'zh-CN': '一等奖', en: 'First prize' },
            event: competition.name,
            skill: { 'zh-CN': '焊接', en: 'Welding' },
            issuer: tenant.name,
            issuedOn: '2026-05-20',
            changed,
            pdfHash: '0d5e9b7a3c1f48e26ab0cd94f7e1523860b7a9d4c3e2f1a0987654321fedcba9',
            publication,
          },
  };
}

/** Writes the pages below a folder. */
export function writeSamplePages(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, html] of Object.entries(samplePages())) writeFileSync(join(folder, name), html);
}
