import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompetitionModule, Entries, EntryLists } from '#competition';
import { People } from '#identity';
import { writeWorkbook } from '#workbook';
import { Given } from '../../../../test/support/given.js';
import { openRooms, type Rooms } from '../../../../test/support/rooms.js';

let rooms: Rooms;
let given: Given;
let lists: EntryLists;

beforeAll(async () => {
  rooms = await openRooms([CompetitionModule]);
  given = new Given(rooms);
  lists = rooms.get(EntryLists);
}, 60_000);
afterAll(() => rooms.close());

const csv = (...lines: string[]) => Buffer.from(['参赛号,姓名,单位,参赛形式,身份,队员', ...lines].join('\n'));

describe('a registration list', () => {
  it('enters persons, teams and guests of organisations known by name or code', async () => {
    const home = await given.skill('registration');
    const organiser = await given.actor(home, 'competition_organiser');
    const bytes = csv('７,张伟,江海钢铁公司,,,', ',蓝天队,shipyard,团队,打星,李娜、王芳');
    expect(await lists.importFile(organiser, { skillId: home.skill.id, bytes })).toBe(2);
    const entries = await rooms.get(Entries).forSkill(home.tenantId, home.skill.id);
    expect(
      entries.map(({ bib, name, kind, status, organisationId, members }) => [
        bib,
        name,
        kind,
        status,
        organisationId,
        members.map((member) => member.name),
      ]),
    ).toEqual([
      [1, '蓝天队', 'team', 'guest', home.shipyard.id, ['李娜', '王芳']],
      [7, '张伟', 'person', 'official', home.steelworks.id, ['张伟']],
    ]);
  });

  it('enters the same from Excel', async () => {
    const home = await given.skill('registration');
    const bytes = await writeWorkbook([
      {
        name: 'Entries',
        rows: [
          ['Name', 'Organisation'],
          ['喆', 'steelworks'],
        ],
      },
    ]);
    expect(await lists.importFile(home.system, { skillId: home.skill.id, bytes })).toBe(1);
  });

  it.each([
    ['an unknown organisation', ',李娜,无名厂,,,', 'CSV!3 ENTRY_ORGANISATION_UNKNOWN'],
    ['a row without a name', ',,江海钢铁公司,,,', 'CSV!B3 ENTRY_NAME_MISSING'],
    ['a number that is taken', '1,李娜,江海钢铁公司,,,', 'CSV!3 BIB_TAKEN'],
  ])('enters nobody and adds nobody when there is %s', async (_, row, fault) => {
    const home = await given.skill('registration');
    await given.entries(home, 1);
    const before = await rooms.get(People).list(home.system, { first: 100, after: null });
    const error = await lists
      .importFile(home.system, { skillId: home.skill.id, bytes: csv(',张伟,江海钢铁公司,,,', row) })
      .catch((refusal) => refusal);
    expect(error).toMatchObject({ code: 'ENTRY_LIST_FAULTY', params: { count: 1 } });
    expect(error.details.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([fault]);
    expect(await rooms.get(Entries).forSkill(home.tenantId, home.skill.id)).toHaveLength(1);
    const after = await rooms.get(People).list(home.system, { first: 100, after: null });
    expect(after.rows).toHaveLength(before.rows.length);
  });

  it('is not even opened for a stranger', async () => {
    const home = await given.skill('registration');
    const clerk = await given.actor(home, 'enterprise_administrator', home.steelworks.id);
    const bomb = Buffer.from('PK\x03\x04', 'latin1');
    await expect(lists.importFile(clerk, { skillId: home.skill.id, bytes: bomb })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
