import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompetitionModule, Competitions, Panels, Skills } from '#competition';
import { violatedConstraint } from '#database';
import { Given } from '../../../../test/support/given.js';
import { openRooms, type Rooms } from '../../../../test/support/rooms.js';

let rooms: Rooms;
let given: Given;
let competitions: Competitions;
let skills: Skills;

beforeAll(async () => {
  rooms = await openRooms([CompetitionModule]);
  given = new Given(rooms);
  competitions = rooms.get(Competitions);
  skills = rooms.get(Skills);
}, 60_000);
afterAll(() => rooms.close());

describe('a competition', () => {
  it('is a draft for its officials only until it is opened', async () => {
    const home = await given.tenant();
    const organiser = await given.actor(home, 'competition_organiser');
    const passer = { kind: 'anonymous', tenantId: home.tenantId } as const;
    const draft = await competitions.create(organiser, {
      organisationId: home.city.id,
      slug: 'city-2026',
      name: { 'zh-CN': '临江市职工技能大赛' },
      level: 'city',
      startsOn: '2026-05-01',
      endsOn: '2026-05-03',
    });
    await expect(competitions.see(passer, { slug: 'city-2026' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await competitions.list(passer, { first: 10, after: null })).rows).toEqual([]);
    expect((await competitions.list(organiser, { first: 10, after: null })).rows.map(({ id }) => id)).toEqual([draft.id]);
    await competitions.open(organiser, { competitionId: draft.id, version: draft.version });
    expect(await competitions.see(passer, { slug: 'city-2026' })).toMatchObject({ status: 'open', startsOn: '2026-05-01', version: 2 });
    expect(await given.auditOf(home.tenantId, draft.id)).toEqual(['competition.created', 'competition.opened']);
  });

  it('refuses a stale edit and says which version stands', async () => {
    const home = await given.tenant();
    const { id, version } = await given.competition(home);
    await competitions.update(home.system, { competitionId: id, version, endsOn: '2026-09-09' });
    await expect(competitions.update(home.system, { competitionId: id, version, endsOn: '2026-09-10' })).rejects.toMatchObject({
      code: 'CONFLICT',
      params: { version: version + 1 },
    });
    expect((await competitions.find(home.tenantId, id)).endsOn).toBe('2026-09-09');
  });

  it('keeps every one of 20 edits at once, or refuses it as a conflict', async () => {
    const home = await given.tenant();
    const { id, version } = await given.competition(home);
    const edits = await Promise.allSettled(
      Array.from({ length: 20 }, (_, day) =>
        competitions.update(home.system, { competitionId: id, version, endsOn: `2026-10-${String(day + 1).padStart(2, '0')}` }),
      ),
    );
    const kept = edits.flatMap((edit) => (edit.status === 'fulfilled' ? [edit.value] : []));
    expect(kept).toHaveLength(1);
    expect(edits.flatMap((edit) => (edit.status === 'rejected' ? [edit.reason.code] : []))).toEqual(
      Array.from({ length: 19 }, () => 'CONFLICT'),
    );
    expect((await competitions.find(home.tenantId, id)).endsOn).toBe(kept[0]?.endsOn);
  });

  it('refuses a taken address, and lists every fault of a faulty one', async () => {
    const home = await given.tenant();
    const { slug } = await given.competition(home);
    const input = {
      organisationId: home.rootId,
      slug,
      name: { 'zh-CN': '大赛' },
      level: 'provincial',
      startsOn: '2026-01-02',
      endsOn: '2026-01-02',
    } as const;
    await expect(competitions.create(home.system, input)).rejects.toMatchObject({ code: 'COMPETITION_SLUG_TAKEN', params: { slug } });
    const faulty = {
      ...input,
      slug: 'No Spaces',
      name: { 'zh-CN': '大赛\u{e001}' },
      startsOn: '2026-02-30',
      endsOn: '2026-01-01',
      timeZone: 'Mars/Olympus',
    };
    await expect(competitions.create(home.system, faulty)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: [
        { path: 'slug', code: 'COMPETITION_SLUG_INVALID' },
        { path: 'name.zh-CN', code: 'TEXT_NOT_DRAWABLE' },
        { path: 'startsOn', code: 'DAY_INVALID' },
        { path: 'endsOn', code: 'DATES_REVERSED' },
        { path: 'timeZone', code: 'TIME_ZONE_UNKNOWN' },
      ],
    });
  });

  it('is another tenant’s business nowhere', async () => {
    const [home, abroad] = [await given.tenant(), await given.tenant()];
    const { id, version } = await given.competition(home);
    await expect(competitions.see(abroad.system, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(competitions.update(abroad.system, { competitionId: id, version, slug: 'mine-now' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await competitions.byIds(abroad.tenantId, [id])).toEqual([]);
  });

  it('is listed newest first, page after page', async () => {
    const home = await given.tenant();
    for (const startsOn of ['2026-03-01', '2026-07-01', '2026-03-01', '2025-12-31']) {
      const { id, version } = await given.competition(home);
      await competitions.update(home.system, { competitionId: id, version, startsOn });
    }
    const days: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof competitions.list>> = await competitions.list(home.system, { first: 1, after });
      days.push(...page.rows.map(({ startsOn }) => startsOn));
      after = page.hasNextPage ? (page.cursors.at(-1) ?? null) : null;
    } while (after !== null);
    expect(days).toEqual(['2026-07-01', '2026-03-01', '2026-03-01', '2025-12-31']);
    await expect(competitions.list(home.system, { first: 1, after: Buffer.from('["x","y"]').toString('base64url') })).rejects.toMatchObject(
      {
        code: 'CURSOR_INVALID',
      },
    );
  });
});

describe('a skill', () => {
  it('needs three people from lock to publication', async () => {
    const home = await given.skill('marking');
    const [chief, supervisor, organiser] = [
      await given.actor(home, 'chief_judge'),
      await given.actor(home, 'supervisor'),
      await given.actor(home, 'competition_organiser'),
    ];
    const step = (skill: typeof home.skill, to: typeof home.skill.status) => ({ skillId: skill.id, version: skill.version, to });
    await expect(skills.move(organiser, step(home.skill, 'locked'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const locked = await skills.move(chief, step(home.skill, 'locked'));
    await expect(skills.move(chief, step(locked, 'checked'))).rejects.toMatchObject({ code: 'SAME_PERSON' });
    const checked = await skills.move(supervisor, step(locked, 'checked'));
    const provisional = await skills.move(organiser, step(checked, 'provisional'));
    expect(provisional).toMatchObject({ lockedBy: chief.personId, checkedBy: supervisor.personId, publishedBy: organiser.personId });
    expect((await given.auditOf(home.tenantId, home.skill.id)).slice(-3)).toEqual(['skill.locked', 'skill.checked', 'skill.provisional']);
  });

  it('is kept from having one person lock and check by the database itself', async () => {
    const home = await given.skill('marking');
    const { id } = await given.person(home);
    const attempt = rooms.database.transaction(home.tenantId, () =>
      rooms.database.change('update app.skill set locked_by = $3, checked_by = $3 where tenant_id = $1 and id = $2', [
        home.tenantId,
        home.skill.id,
        id,
      ]),
    );
    expect(await attempt.catch(violatedConstraint)).toBe('four_eyes');
  });

  it('does not take registrations while its competition is closed', async () => {
    const home = await given.tenant();
    const { id, version } = await given.competition(home);
    const { id: skillId, version: skillVersion } = await skills.add(home.system, {
      competitionId: id,
      code: 'cnc',
      name: { 'zh-CN': '数控铣' },
    });
    await competitions.close(home.system, { competitionId: id, version });
    await expect(skills.move(home.system, { skillId, version: skillVersion, to: 'registration' })).rejects.toMatchObject({
      code: 'COMPETITION_NOT_OPEN',
    });
  });
});

describe('a panel', () => {
  it('seats judges, each once, and warns of those whose own organisation takes part', async () => {
    const home = await given.skill('registration');
    await given.entries(home, 2);
    const panels = rooms.get(Panels);
    const panel = await panels.add(home.system, { skillId: home.skill.id, code: 'P1', name: { 'zh-CN': '裁判组' }, seats: ['J1', 'J2'] });
    const colleague = await given.person(home, home.steelworks.id);
    await panels.seat(home.system, { panelId: panel.id, seat: 'J1', personId: colleague.id });
    await expect(panels.seat(home.system, { panelId: panel.id, seat: 'J2', personId: colleague.id })).rejects.toMatchObject({
      code: 'JUDGE_SEATED_TWICE',
      params: { seat: 'J1' },
    });
    const organiser = await given.actor(home, 'competition_organiser');
    await expect(panels.seat(organiser, { panelId: panel.id, seat: 'J1', personId: organiser.personId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(panels.seat(home.system, { panelId: panel.id, seat: 'J9', personId: null })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await panels.seatsOf(home.tenantId, colleague.id)).toEqual([{ panelId: panel.id, skillId: home.skill.id, seat: 'J1' }]);
    expect(await panels.conflicts(home.system, home.skill.id)).toEqual([
      { personId: colleague.id, panelId: panel.id, seat: 'J1', organisationId: home.steelworks.id, bibs: [1, 2] },
    ]);
  });
});
