import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompetitionModule, Entries, EntryChanges, Registrations, Rounds } from '#competition';
import { Given } from '../../../../test/support/given.js';
import { openRooms, type Rooms } from '../../../../test/support/rooms.js';

let rooms: Rooms;
let given: Given;
let changes: EntryChanges;

beforeAll(async () => {
  rooms = await openRooms([CompetitionModule]);
  given = new Given(rooms);
  changes = rooms.get(EntryChanges);
}, 60_000);
afterAll(() => rooms.close());

describe('changing an entry', () => {
  it('is done by the organiser until marking is locked, and asks for new standings', async () => {
    const home = await given.skillInMarking(1);
    const [entry] = home.entries;
    const organiser = await given.actor(home, 'competition_organiser');
    const step = { entryId: entry?.id ?? '', version: entry?.version ?? 0 };
    await expect(changes.changeStatus(home.judges[0] ?? organiser, { ...step, status: 'absent' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const absent = await changes.changeStatus(organiser, { ...step, status: 'absent' });
    expect(absent).toMatchObject({ status: 'absent', version: 2 });
    expect(await given.outboxOf(home.tenantId)).toEqual(['competition.entryChanged']);
    await expect(changes.changeStatus(organiser, { ...step, status: 'official' })).rejects.toMatchObject({
      code: 'CONFLICT',
      params: { version: 2 },
    });
    await given.moved(home.system, home.skill, 'locked');
    await expect(changes.changeStatus(organiser, { ...step, version: 2, status: 'official' })).rejects.toMatchObject({
      code: 'SKILL_NOT_EDITABLE',
    });
    expect(await given.auditOf(home.tenantId, step.entryId)).toEqual(['entry.registered', 'entry.statusChanged']);
  });

  it('does not let a withdrawn entry back past the limit of its organisation', async () => {
    const home = await given.skill('registration', undefined, 1);
    const [first] = await given.entries(home, 1);
    const step = { entryId: first?.id ?? '', version: 1 };
    await changes.withdraw(home.system, step);
    await given.entries(home, 1);
    await expect(changes.changeStatus(home.system, { ...step, version: 2, status: 'official' })).rejects.toMatchObject({
      code: 'ENTRIES_LIMIT_REACHED',
    });
    expect(await changes.changeStatus(home.system, { ...step, version: 2, status: 'guest' })).toMatchObject({ status: 'guest' });
  });

  it('keeps one of two changes at once and refuses the other', async () => {
    const home = await given.skill('registration');
    const [entry] = await given.entries(home, 1);
    const step = { entryId: entry?.id ?? '', version: 1 };
    const outcomes = await Promise.allSettled([
      changes.changeStatus(home.system, { ...step, status: 'guest' }),
      changes.changeStatus(home.system, { ...step, status: 'absent' }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))).toEqual(['CONFLICT']);
  });
});

describe('a team', () => {
  it('is shown by its own name with its members in their order, none of whom may stand in two entries', async () => {
    const home = await given.skill('registration');
    const [anna, bo] = [await given.person(home, home.steelworks.id, '王犇'), await given.person(home, home.steelworks.id, '欧阳㛃')];
    const registrations = rooms.get(Registrations);
    const team = { skillId: home.skill.id, kind: 'team', name: '先锋队', personIds: [bo.id, anna.id] } as const;
    await registrations.register(home.system, team);
    const [entry] = await rooms.get(Entries).forSkill(home.tenantId, home.skill.id);
    expect(entry).toMatchObject({ kind: 'team', name: '先锋队', members: [{ name: '欧阳㛃' }, { name: '王犇' }] });
    expect(entry?.organisation?.id).toBe(home.steelworks.id);
    await expect(
      registrations.register(home.system, { skillId: home.skill.id, kind: 'person', personIds: [anna.id] }),
    ).rejects.toMatchObject({
      code: 'ENTRY_DUPLICATE',
      params: { bib: 1 },
    });
    await expect(registrations.register(home.system, { ...team, name: '' })).rejects.toMatchObject({ code: 'NAME_EMPTY' });
  });
});

describe('a round', () => {
  it('has its place in the skill to itself', async () => {
    const home = await given.skill('registration');
    const rounds = rooms.get(Rounds);
    const theory = { skillId: home.skill.id, position: 1, name: { 'zh-CN': '理论' }, day: '2026-09-01' };
    await rounds.add(home.system, theory);
    await rounds.add(home.system, { ...theory, position: 2, name: { 'zh-CN': '实操' }, day: null });
    await expect(rounds.add(home.system, theory)).rejects.toMatchObject({ code: 'ROUND_POSITION_TAKEN', params: { position: 1 } });
    await expect(rounds.add(home.system, { ...theory, position: 3, day: '2026-02-30' })).rejects.toMatchObject({
      details: [{ path: 'day', code: 'DAY_INVALID' }],
    });
    expect((await rounds.forSkills(home.tenantId, [home.skill.id])).map(({ position, day }) => [position, day])).toEqual([
      [1, '2026-09-01'],
      [2, null],
    ]);
  });
});
