import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import pg from 'pg';
import { Competitions, Entries, Panels, Registrations, Skills } from '#competition';
import { DatabaseModule } from '#database';
import { Organisations, People } from '#identity';
import { JobsModule } from '#jobs';
import { type Actor, type Id, newId, type Role, systemActor } from '#kernel';
import { RULES_FORMAT, type RuleSet, type Scheme } from '#scoring';
import { createTestDatabase, TEST_SECRET, type TestDatabase } from '../../../test/support/database.js';
import { Ledger, MarkImport, MarkingModule, MarkingStages, Publications, Schemes, Sheets, Standings } from './index.js';

process.env['SECRET'] = TEST_SECRET;
process.env['DATA_DIR'] = `${process.env['TMPDIR'] ?? '/tmp'}/guildhall-marking-${newId()}`;

const text = (zh: string) => ({ 'zh-CN': zh });
const scheme: Scheme = {
  panels: [{ id: 'p1', name: text('焊接裁判组'), seats: ['J1', 'J2', 'J3'] }],
  criteria: [
    {
      id: 'A',
      name: text('外观'),
      subCriteria: [
        {
          id: 'A1',
          name: text('焊缝'),
          aspects: ['A1.1', 'A1.2'].map((id) => ({
            id,
            name: text('焊缝宽度'),
            kind: 'measurement' as const,
            worth: '10',
            range: { min: '0', max: '10', step: '0.5' },
            panel: 'p1',
          })),
        },
      ],
    },
  ],
};
const rules: RuleSet = {
  format: RULES_FORMAT,
  aspects: [
    { for: 'all', aggregate: { kind: 'mean' }, steps: [{ step: 'round', name: 'aspect', decimals: 2, mode: 'half-up' }], unmarked: 'zero' },
  ],
  groups: [],
  modules: [],
  penalties: [],
  total: { steps: [], afterPenalties: [] },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: { kind: 'prizes', prizes: [{ id: 'first', name: text('一等奖'), size: { kind: 'count', count: 1 } }], tiedAtCut: 'all' },
  display: { decimals: 2 },
};

let db: TestDatabase;
let app: TestingModule;
let superuser: pg.Client;

beforeAll(async () => {
  db = await createTestDatabase();
  superuser = new pg.Client({ connectionString: db.adminUrl });
  await superuser.connect();
  app = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ url: db.urlOf('guildhall_app'), entities: [] }),
      JobsModule.forApi({ listenUrl: db.urlOf('guildhall_app') }),
      MarkingModule,
    ],
  }).compile();
  await app.init();
});

afterAll(async () => {
  await app?.close();
  await superuser?.end();
  await db?.drop();
});

type Given = {
  readonly tenantId: Id;
  readonly system: Actor;
  readonly skillId: Id;
  readonly competitionId: Id;
  readonly judges: readonly Actor[];
  readonly person: (role: Role) => Promise<Actor>;
};

let given: Given;
const get = <T>(token: new (...args: never[]) => T): T => app.get(token, { strict: false });
const version = async () => (await get(Skills).find(given.tenantId, given.skillId)).version;
const sheetOf = async (judge: Actor, index = 0) => {
  const sheet = (await get(Sheets).mine(judge))[index];
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
};
const mark = (aspect: string, value: string | null, last = '0', reason?: string) => ({
  aspect,
  value,
  last,
  ...(reason ? { reason } : {}),
});

/** A skill in marking: three judges on one panel, two entries. */
async function skillInMarking(ruleSet = rules): Promise<Given> {
  const { tenantId, rootId } = await get(Organisations).foundTenant({ slug: `t${newId().slice(-10)}`, name: text('省总工会') });
  const system = systemActor(tenantId, 'test');
  const person = async (role: Role): Promise<Actor> => {
    const { id } = await get(People).add(system, { name: '张伟', organisationId: rootId });
    const grants = [{ role, organisationId: rootId, competitionId: null }];
    return { kind: 'person', tenantId, personId: id, userId: id, grants, reach: new Map([[rootId, new Set([role])]]) };
  };
  const competition = await get(Competitions).create(system, {
    organisationId: rootId,
    slug: 'welding-2026',
    name: text('焊接'),
    level: 'provincial',
    startsOn: '2026-05-01',
    endsOn: '2026-05-03',
  });
  await get(Competitions).open(system, { competitionId: competition.id, version: competition.version });
  const skill = await get(Skills).add(system, { competitionId: competition.id, code: 'W', name: text('焊接') });
  const registered = await get(Skills).move(system, { skillId: skill.id, version: skill.version, to: 'registration' });
  await get(Registrations).importAll(
    system,
    skill.id,
    ['欧阳娜娜', '买买提·吐尔逊'].map((name) => ({ kind: 'person', status: 'official', name, organisationId: rootId })),
  );
  await get(Schemes).adopt(system, { skillId: skill.id, scheme, rules: ruleSet });
  const judges = await Promise.all(['J1', 'J2', 'J3'].map(() => person('judge')));
  const [panel] = await get(Panels).forSkill(tenantId, skill.id);
  for (const [index, judge] of judges.entries()) {
    if (judge.kind === 'person' && panel !== undefined)
      await get(Panels).seat(system, { panelId: panel.id, seat: `J${index + 1}`, personId: judge.personId });
  }
  await get(MarkingStages).open(system, { skillId: skill.id, version: registered.version });
  return { tenantId, system, skillId: skill.id, competitionId: competition.id, judges, person };
}

beforeEach(async () => {
  given = await skillInMarking();
});

async function markEverything(): Promise<void> {
  for (const [j, judge] of given.judges.entries()) {
    for (const [e, sheet] of (await get(Sheets).mine(judge)).entries()) {
      const marked = await get(Sheets).enterMarks(judge, {
        sheetId: sheet.id,
        marks: [mark('A1.1', String(6 + j + e)), mark('A1.2', '5.5')],
      });
      await get(Sheets).sign(judge, { sheetId: sheet.id, version: marked.version });
    }
  }
}

const refusal = (code: string, more: object = {}) => ({ code, ...more });

describe('entering marks', () => {
  it('writes ledger and sheet together and asks for standings', async () => {
    const [judge] = given.judges;
    const sheet = await sheetOf(judge as Actor);
    const marked = await get(Sheets).enterMarks(judge as Actor, { sheetId: sheet.id, marks: [mark('A1.1', '8.5'), mark('A1.2', null)] });
    const history = await get(Ledger).historyOf(given.tenantId, sheet.id);
    expect(marked.version).toBe(1);
    expect(history.map(({ aspect, value }) => [aspect, value])).toEqual([
      ['A1.1', '8.5'],
      ['A1.2', null],
    ]);
    expect(marked.lastSeqs).toEqual(history.map(({ seq }) => seq));
    expect(await get(Standings).recompute(given.tenantId, given.skillId)).toBe(true);
    expect(await get(Standings).recompute(given.tenantId, given.skillId)).toBe(false);
    const rows = (await get(Standings).forSkill(given.tenantId, given.skillId))?.rows;
    expect(rows?.map(({ place, points }) => [place, points])).toEqual([
      [1, '8.50'],
      [2, '0.00'],
    ]);
  });

  it('corrects with a reason, names the mark that it replaces and keeps both', async () => {
    const judge = given.judges[0] as Actor;
    const sheet = await sheetOf(judge);
    const first = await get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [mark('A1.1', '8')] });
    await get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [mark('A1.1', '7', first.lastSeqs[0], '看错一行')] });
    const history = await get(Ledger).historyOf(given.tenantId, sheet.id);
    expect(history.map(({ value, previousSeq, reason }) => [value, previousSeq, reason])).toEqual([
      ['8', '0', null],
      ['7', first.lastSeqs[0], '看错一行'],
    ]);
  });

  it.each([
    ['out of range', () => [mark('A1.1', '11')], 'MARKS_REFUSED'],
    ['one good, one bad', () => [mark('A1.1', '9'), mark('A1.2', '0.3')], 'MARKS_REFUSED'],
    ['nothing', () => [], 'MARKS_MISSING'],
  ] as const)('refuses %s and leaves no trace', async (_, marks, code) => {
    const judge = given.judges[0] as Actor;
    const sheet = await sheetOf(judge);
    await expect(get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [...marks()] })).rejects.toMatchObject(refusal(code));
    expect(await get(Ledger).historyOf(given.tenantId, sheet.id)).toEqual([]);
    expect((await sheetOf(judge)).version).toBe(0);
  });

  it("refuses another judge's sheet, and hides that it exists", async () => {
    const sheet = await sheetOf(given.judges[0] as Actor);
    const enter = (actor: Actor) => get(Sheets).enterMarks(actor, { sheetId: sheet.id, marks: [mark('A1.1', '8')] });
    await expect(enter(given.judges[1] as Actor)).rejects.toMatchObject(refusal('NOT_FOUND'));
    await expect(enter(await given.person('chief_judge'))).rejects.toMatchObject(refusal('SHEET_NOT_YOURS'));
    const other = await skillInMarking();
    await expect(enter(other.judges[0] as Actor)).rejects.toMatchObject(refusal('NOT_FOUND'));
  });

  it('lets one of two concurrent marks for the same aspect win and tells the other what stands', async () => {
    const judge = given.judges[0] as Actor;
    const sheet = await sheetOf(judge);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [mark('A1.1', String(index))] })),
    );
    const refused = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(9);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'MARKS_REFUSED', details: [{ code: 'MARK_CHANGED' }] });
    expect(await get(Ledger).historyOf(given.tenantId, sheet.id)).toHaveLength(1);
  });

  it('cannot be changed or deleted even by SQL as the app role', async () => {
    const { rows } = await superuser.query(
      `select has_table_privilege('guildhall_app', 'app.mark', 'update') as u, has_table_privilege('guildhall_app', 'app.mark', 'delete') as d,
         has_table_privilege('guildhall_app', 'app.mark', 'truncate') as t`,
    );
    expect(rows).toEqual([{ u: false, d: false, t: false }]);
  });
});

describe('from marks to a publication', () => {
  it('signs, locks, checks and publishes with different people, and freezes the document', async () => {
    const [chief, supervisor, organiser] = [
      await given.person('chief_judge'),
      await given.person('supervisor'),
      await given.person('competition_organiser'),
    ];
    const step = async () => ({ skillId: given.skillId, version: await version() });
    await expect(get(MarkingStages).lock(chief, await step())).rejects.toMatchObject(refusal('SHEETS_UNSIGNED', { params: { count: 6 } }));
    await markEverything();
    await get(MarkingStages).lock(chief, await step());
    const sheet = await sheetOf(given.judges[0] as Actor);
    await expect(get(Sheets).enterMarks(given.judges[0] as Actor, { sheetId: sheet.id, marks: [mark('A1.1', '1')] })).rejects.toMatchObject(
      refusal('MARKING_NOT_OPEN'),
    );
    await expect(get(MarkingStages).check(chief, await step())).rejects.toMatchObject(refusal('FORBIDDEN'));
    await get(MarkingStages).check(supervisor, await step());
    const publish = async (stage: 'provisional' | 'final') => get(Publications).publish(organiser, { ...(await step()), stage });
    await expect(publish('provisional')).rejects.toMatchObject(refusal('STANDINGS_STALE'));
    await get(Standings).recompute(given.tenantId, given.skillId);
    const provisional = await publish('provisional');
    const final = await publish('final');
    const document = await get(Publications).document(given.tenantId, final.id);
    expect([provisional.number, final.number, final.supersedesId]).toEqual([1, 2, provisional.id]);
    expect(document.rows.map(({ place, name, points, award }) => [place, name, points, award])).toEqual([
      [1, '买买提·吐尔逊', '13.50', 'first'],
      [2, '欧阳娜娜', '12.50', null],
    ]);
    await expect(publish('final')).rejects.toMatchObject(refusal('SKILL_CANNOT_MOVE'));
  });

  it('lets nobody confirm marks of their own, nor whoever marked any of them', async () => {
    const chief = await given.person('chief_judge');
    await markEverything();
    await get(MarkingStages).lock(chief, { skillId: given.skillId, version: await version() });
    const [judge] = given.judges;
    if (judge?.kind !== 'person') throw new Error('no judge');
    const [rootId] = judge.reach.keys();
    const both: Actor = { ...judge, reach: new Map([[rootId ?? '', new Set<Role>(['judge', 'supervisor'])]]) };
    const check = get(MarkingStages).check(both, { skillId: given.skillId, version: await version() });
    await expect(check).rejects.toMatchObject(refusal('SAME_PERSON'));
  });

  it('wants ties decided before marks are confirmed, and no decision after', async () => {
    given = await skillInMarking({ ...rules, places: { by: 'total', ranking: 'ordinal', ties: { keys: [], terminal: 'decide' } } });
    const [chief, supervisor] = [await given.person('chief_judge'), await given.person('supervisor')];
    const step = async () => ({ skillId: given.skillId, version: await version() });
    for (const judge of given.judges) {
      for (const sheet of await get(Sheets).mine(judge)) {
        const marked = await get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [mark('A1.1', '8'), mark('A1.2', '8')] });
        await get(Sheets).sign(judge, { sheetId: sheet.id, version: marked.version });
      }
    }
    await get(MarkingStages).lock(chief, await step());
    await get(Standings).recompute(given.tenantId, given.skillId);
    await expect(get(MarkingStages).check(supervisor, await step())).rejects.toMatchObject(
      refusal('TIE_UNDECIDED', { params: { count: 2 } }),
    );
    const entryIds = (await get(Entries).field(given.tenantId, given.skillId)).map((entry) => entry.id);
    const decision = { skillId: given.skillId, entryIds, reason: '加赛' };
    await get(MarkingStages).decideTie(chief, decision);
    await get(Standings).recompute(given.tenantId, given.skillId);
    await get(MarkingStages).check(supervisor, await step());
    await expect(get(MarkingStages).decideTie(chief, decision)).rejects.toMatchObject(refusal('MARKING_NOT_OPEN'));
  });

  it('refuses a stale version and publishes nothing', async () => {
    const organiser = await given.person('competition_organiser');
    await expect(get(Publications).publish(organiser, { skillId: given.skillId, version: 1, stage: 'provisional' })).rejects.toMatchObject(
      refusal('CONFLICT'),
    );
    await expect(get(Publications).current(given.tenantId, given.skillId)).rejects.toMatchObject(refusal('NOT_PUBLISHED'));
  });

  it('imports all marks of a skill at once or none', async () => {
    const entries = await get(Entries).forSkill(given.tenantId, given.skillId);
    const marks = entries.flatMap((entry) =>
      ['J1', 'J2', 'J3'].flatMap((seat) => ['A1.1', 'A1.2'].map((aspect) => ({ entry: entry.id, aspect, seat, value: '7.5' }))),
    );
    const bad = { entry: entries[0]?.id ?? '', aspect: 'A1.1', seat: 'J9', value: '1' };
    await expect(get(MarkImport).importMarks(given.system, given.skillId, [...marks, bad])).rejects.toMatchObject(
      refusal('MARKS_REFUSED', { details: [{ path: 'marks.12', code: 'NOT_FOUND' }] }),
    );
    expect(await get(MarkImport).importMarks(given.system, given.skillId, marks)).toBe(12);
    await expect(get(MarkImport).importMarks(given.system, given.skillId, marks)).rejects.toMatchObject(refusal('MARKS_ALREADY_THERE'));
    await get(Standings).recompute(given.tenantId, given.skillId);
    const rows = (await get(Standings).forSkill(given.tenantId, given.skillId))?.rows;
    expect(rows?.map(({ place, points, tie }) => [place, points, tie?.shared])).toEqual([
      [1, '15.00', true],
      [1, '15.00', true],
    ]);
  });
});

describe('the ledger', () => {
  it('is sealed behind its writers and shows every tampering against the published heads', async () => {
    for (let round = 0; round < 3; round += 1) {
      const sheet = await sheetOf(given.judges[round] as Actor);
      await get(Sheets).enterMarks(given.judges[round] as Actor, { sheetId: sheet.id, marks: [mark('A1.1', '8'), mark('A1.2', '9')] });
      await get(Ledger).sealTenant(given.tenantId);
    }
    const verify = () => get(Ledger).verify(given.tenantId, given.competitionId);
    expect(await verify()).toEqual({ rows: 6, seals: 3, unsealed: 0, faults: [] });
    const scope = `tenant_id = '${given.tenantId}'`;
    const tamperings = [
      `update app.mark set value = 10 where ${scope} and seq = (select min(seq) from app.mark where ${scope})`,
      `delete from app.mark where ${scope} and seq = (select max(seq) from app.mark where ${scope})`,
      `update app.mark set person_id = null where ${scope}`,
      `update app.mark set at = at - interval '1 day' where ${scope} and aspect = 'A1.2'`,
      `delete from app.mark_seal where ${scope} and number = 3`,
      `delete from app.mark_seal where ${scope}`,
      `update app.mark_seal set hash = sha256('x') where ${scope} and number = 2`,
    ];
    await superuser.query(
      'create table public.mark_copy as select * from app.mark; create table public.seal_copy as select * from app.mark_seal',
    );
    for (const tampering of tamperings) {
      await superuser.query(tampering);
      expect({ tampering, found: (await verify()).faults.length > 0 }).toEqual({ tampering, found: true });
      await superuser.query(`delete from app.mark where ${scope}; delete from app.mark_seal where ${scope};
        insert into app.mark overriding system value select * from public.mark_copy where ${scope};
        insert into app.mark_seal select * from public.seal_copy where ${scope}`);
      expect((await verify()).faults).toEqual([]);
    }
  });
});
