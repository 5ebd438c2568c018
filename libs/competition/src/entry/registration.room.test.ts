import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompetitionModule, Entries, EntryChanges, Registrations, Skills } from '#competition';
import { Given } from '../../../../test/support/given.js';
import { openRooms, type Rooms } from '../../../../test/support/rooms.js';

let rooms: Rooms;
let given: Given;
let registrations: Registrations;

beforeAll(async () => {
  rooms = await openRooms([CompetitionModule], { poolSize: 12 });
  given = new Given(rooms);
  registrations = rooms.get(Registrations);
}, 60_000);
afterAll(() => rooms.close());

describe('an enterprise’s administrator', () => {
  it('enters a worker of its own, who gets the lowest free number', async () => {
    const home = await given.skill('registration');
    const clerk = await given.actor(home, 'enterprise_administrator', home.steelworks.id);
    const worker = await given.person(home, home.steelworks.id, '买买提·吐尔逊');
    const entry = await registrations.register(clerk, { skillId: home.skill.id, kind: 'person', personIds: [worker.id] });
    expect(entry).toMatchObject({ bib: 1, status: 'official', name: '买买提·吐尔逊', organisationId: home.steelworks.id });
    expect(await given.auditOf(home.tenantId, entry.id)).toEqual(['entry.registered']);
  });

  it('cannot enter another enterprise’s worker, who is out of sight', async () => {
    const home = await given.skill('registration');
    const clerk = await given.actor(home, 'enterprise_administrator', home.steelworks.id);
    const stranger = await given.person(home, home.shipyard.id);
    const wanted = { skillId: home.skill.id, kind: 'person', personIds: [stranger.id] } as const;
    for (const organisationId of [null, home.steelworks.id, home.shipyard.id]) {
      await expect(registrations.register(clerk, { ...wanted, organisationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await rooms.get(Entries).forSkill(home.tenantId, home.skill.id)).toEqual([]);
  });

  it('is refused after the closing time of the database’s clock; the organiser is not', async () => {
    const home = await given.skill('registration');
    const clerk = await given.actor(home, 'enterprise_administrator', home.steelworks.id);
    const organiser = await given.actor(home, 'competition_organiser');
    const [early, late] = [await given.person(home, home.steelworks.id), await given.person(home, home.steelworks.id)];
    const closing = new Date('2026-08-20T10:00:00Z');
    await rooms.get(Skills).update(organiser, { skillId: home.skill.id, version: home.skill.version, registrationClosesAt: closing });
    const wanted = (personId: string) => ({ skillId: home.skill.id, kind: 'person', personIds: [personId] }) as const;
    await given.timeIs('2026-08-20T09:59:59Z');
    await registrations.register(clerk, wanted(early.id));
    await given.timeIs('2026-08-20T10:00:00Z');
    await expect(registrations.register(clerk, wanted(late.id))).rejects.toMatchObject({
      code: 'REGISTRATION_CLOSED',
      params: { closedAt: '2026-08-20T10:00:00.000Z' },
    });
    await expect(registrations.register(organiser, wanted(late.id))).resolves.toMatchObject({ bib: 2 });
  });
});

describe('registration', () => {
  it('refuses the same person twice and names the number', async () => {
    const home = await given.skill('registration');
    const worker = await given.person(home, home.steelworks.id, '李喆');
    const wanted = { skillId: home.skill.id, kind: 'person', personIds: [worker.id] } as const;
    const { bib } = await registrations.register(home.system, { ...wanted, bib: 17 });
    await expect(registrations.register(home.system, wanted)).rejects.toMatchObject({
      code: 'ENTRY_DUPLICATE',
      params: { name: '李喆', bib },
    });
  });

  it('never lets 50 at once exceed an organisation’s limit, nor share a number', async () => {
    const limit = 7;
    const home = await given.skill('registration', undefined, limit);
    const clerk = await given.actor(home, 'enterprise_administrator', home.steelworks.id);
    const workers = await Promise.all(Array.from({ length: 50 }, () => given.person(home, home.steelworks.id)));
    const outcomes = await Promise.allSettled(
      workers.map(({ id }) => registrations.register(clerk, { skillId: home.skill.id, kind: 'person', personIds: [id] })),
    );
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(refusals).toEqual(Array.from({ length: 50 - limit }, () => 'ENTRIES_LIMIT_REACHED'));
    const stored = await rooms.get(Entries).forSkill(home.tenantId, home.skill.id);
    expect(stored.map(({ bib }) => bib)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('frees an organisation’s room, but not the number, when an entry is withdrawn', async () => {
    const home = await given.skill('registration', undefined, 1);
    const [first] = await given.entries(home, 1);
    const next = await given.person(home, home.steelworks.id);
    const wanted = { skillId: home.skill.id, kind: 'person', personIds: [next.id] } as const;
    await expect(registrations.register(home.system, wanted)).rejects.toMatchObject({ code: 'ENTRIES_LIMIT_REACHED' });
    await rooms.get(EntryChanges).withdraw(home.system, { entryId: first?.id ?? '', version: first?.version ?? 0 });
    expect(await registrations.register(home.system, wanted)).toMatchObject({ bib: 2 });
    expect(await given.outboxOf(home.tenantId)).toContain('competition.entryChanged');
  });

  it.each(['marking', 'locked'] as const)('is over once the skill is in %s', async (status) => {
    const home = await given.skill(status);
    const worker = await given.person(home);
    await expect(
      registrations.register(home.system, { skillId: home.skill.id, kind: 'person', personIds: [worker.id] }),
    ).rejects.toMatchObject({
      code: 'REGISTRATION_NOT_OPEN',
      params: { status },
    });
  });

  it('imports a list whole or not at all, with every fault by its row', async () => {
    const home = await given.skill('registration');
    const row = { kind: 'person', status: 'official' } as const;
    const faulty = [
      { ...row, name: '王堃', bib: 5 },
      { ...row, name: '李\u{e000}', bib: 5 },
    ];
    await expect(registrations.importAll(home.system, home.skill.id, faulty)).rejects.toMatchObject({
      code: 'ENTRY_LIST_FAULTY',
      params: { count: 2 },
      details: [
        { path: 'entries.1.bib', code: 'BIB_TAKEN' },
        { path: 'entries.1.name', code: 'NAME_CHARACTER_NOT_DRAWABLE' },
      ],
    });
    expect(await rooms.get(Entries).forSkill(home.tenantId, home.skill.id)).toEqual([]);
    await registrations.importAll(home.system, home.skill.id, [
      { ...row, name: '王堃' },
      { ...row, name: '欧阳㛃', bib: 1, facts: { minutesUsed: '212' } },
    ]);
    const stored = await rooms.get(Entries).forSkill(home.tenantId, home.skill.id);
    expect(stored.map(({ bib, name, facts }) => ({ bib, name, facts }))).toEqual([
      { bib: 1, name: '欧阳㛃', facts: { minutesUsed: '212' } },
      { bib: 2, name: '王堃', facts: {} },
    ]);
  });
});

describe('the list of entries', () => {
  it('shows officials all, enterprises their own, participants themselves, and goes on where a page ended', async () => {
    const home = await given.skill('registration');
    await given.entries(home, 3);
    const member = await given.person(home, home.shipyard.id);
    await registrations.register(home.system, { skillId: home.skill.id, kind: 'person', personIds: [member.id] });
    const entries = rooms.get(Entries);
    const bibsFor = async (actor: Parameters<typeof entries.list>[0]) =>
      (await entries.list(actor, home.skill.id, { first: 100, after: null })).rows.map(({ bib }) => bib);
    expect(await bibsFor(await given.actor(home, 'supervisor'))).toEqual([1, 2, 3, 4]);
    expect(await bibsFor(await given.actor(home, 'enterprise_administrator', home.steelworks.id))).toEqual([1, 2, 3]);
    expect(await bibsFor(await given.actorOf(home, member.id))).toEqual([4]);
    expect(await bibsFor({ kind: 'anonymous', tenantId: home.tenantId })).toEqual([]);
    const first = await entries.list(home.system, home.skill.id, { first: 2, after: null });
    const second = await entries.list(home.system, home.skill.id, { first: 2, after: first.cursors[1] ?? null });
    expect([first.hasNextPage, second.rows.map(({ bib }) => bib), second.hasNextPage]).toEqual([true, [3, 4], false]);
  });
});
