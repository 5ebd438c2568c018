import { describe, expect, it } from '@jest/globals';
import { openWorkbook, writeWorkbook } from '#workbook';
import { entryListTemplate, readEntryList } from './entry-list.rules.js';

const list = async (text: string) => readEntryList(await openWorkbook(Buffer.from(text)));

describe('readEntryList', () => {
  it('reads persons, teams and guests by Chinese titles', async () => {
    const rows = await list(
      '焊接赛项报名表\n参赛号,姓名（必填）,单位,参赛形式,身份,队员\n０１７,张伟,一厂,个人,,\n,蓝天队,二厂,,打星,李娜、买买提・吐尔逊\n',
    );
    expect(rows).toEqual([
      {
        row: 3,
        place: 'CSV!3',
        warnings: [],
        kind: 'accepted',
        entry: { bib: 17, name: '张伟', organisation: '一厂', kind: 'person', status: 'official', members: [] },
      },
      {
        row: 4,
        place: 'CSV!4',
        warnings: [],
        kind: 'accepted',
        entry: { bib: null, name: '蓝天队', organisation: '二厂', kind: 'team', status: 'guest', members: ['李娜', '买买提·吐尔逊'] },
      },
    ]);
  });

  it('reads the same list from Excel by English titles, with bibs that Excel keeps as numbers', async () => {
    const file = await writeWorkbook([
      {
        name: 'Entries',
        rows: [
          ['Name', 'Bib', 'Organisation'],
          ['喆', 7, 'Plant One'],
        ],
      },
    ]);
    expect(readEntryList(await openWorkbook(file))).toMatchObject([{ row: 2, entry: { bib: 7, name: '喆', organisation: 'Plant One' } }]);
  });

  it('reads the same list from GB18030', async () => {
    // 姓名,单位 / 张伟,一厂 in GB18030, from iconv.
    const rows = readEntryList(await openWorkbook(Buffer.from('d0d5c3fb2cb5a5cebb0ad5c5ceb02cd2bbb3a7', 'hex')));
    expect(rows).toMatchObject([{ row: 2, kind: 'accepted', entry: { name: '张伟', organisation: '一厂' } }]);
  });

  it.each<[string, string, readonly string[]]>([
    ['no name', ',一厂,,', ['CSV!A3 ENTRY_NAME_MISSING']],
    ['no organisation', '李娜,,,', ['CSV!B3 ENTRY_ORGANISATION_MISSING']],
    ['an unknown kind', '李娜,一厂,双人,', ['CSV!C3 ENTRY_KIND_UNKNOWN']],
    ['a team without members', '红队,一厂,团队,', ['CSV!D3 ENTRY_NEEDS_MEMBERS']],
    ['a person with members', '李娜,一厂,个人,王芳', ['CSV!D3 ENTRY_MEMBERS_UNEXPECTED']],
    ['the same member twice', '红队,一厂,团队,李娜;王芳;李娜', ['CSV!D3 ENTRY_MEMBER_TWICE']],
    ['the same person twice', '张伟,一厂,,', ['CSV!A3 ENTRY_TWICE']],
    ['a name that cannot be printed', '\u{E000}伟,一厂,,', ['CSV!A3 NAME_CHARACTER_NOT_DRAWABLE']],
  ])('refuses a row with %s and takes the others', async (_, row, flaws) => {
    const [first, second, third] = await list(`姓名,单位,参赛形式,队员\n张伟,一厂,,\n${row}\n王芳,三厂,,\n`);
    expect(first?.kind).toBe('accepted');
    expect(second?.kind === 'refused' && second.problems.map(({ path, code }) => `${path} ${code}`)).toEqual(flaws);
    expect(third?.kind).toBe('accepted');
  });

  it('refuses a bib that is none or is taken by a row above', async () => {
    const rows = await list('姓名,单位,参赛号\n张伟,一厂,7\n李娜,一厂,７\n王芳,一厂,<b>\n');
    expect(rows.map((row) => (row.kind === 'refused' ? row.problems : []))).toEqual([
      [],
      [{ path: 'CSV!C3', code: 'ENTRY_BIB_TWICE', params: { bib: 7, row: 2 } }],
      [{ path: 'CSV!C4', code: 'ENTRY_BIB_INVALID', params: { found: '<b>' } }],
    ]);
  });

  it('refuses a header without its columns, and a list that is too long', async () => {
    await expect(list('a,b\n1,2\n')).rejects.toMatchObject({ code: 'WORKBOOK_INVALID', params: { count: 2 } });
    const long = Array.from({ length: 5_001 }, (_, at) => `人${at},一厂`).join('\n');
    await expect(list(`姓名,单位\n${long}`)).rejects.toMatchObject({ code: 'ENTRY_LIST_TOO_LONG', kind: 'too_large' });
  });

  it.each(['zh-CN', 'en'] as const)('reads its own template in %s', async (language) => {
    const template = entryListTemplate(language);
    const filled = { ...template, rows: [...template.rows, ['1', '张伟', '一厂', null, null, null]] };
    expect(readEntryList(await openWorkbook(await writeWorkbook([filled])))).toMatchObject([{ kind: 'accepted' }]);
  });
});
