import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateModule } from '#certificate';
import { Competitions, Entries, Panels, Skills } from '#competition';
import { DEMO_LOGINS } from '#config';
import { Organisations, People } from '#identity';
import type { Id } from '#kernel';
import { systemActor } from '#kernel';
import { MarkingStages, Publications, Sheets } from '#marking';
import { Given } from '../../../../test/support/given.js';
import { openRooms, type Rooms } from '../../../../test/support/rooms.js';
import { seedDemo } from './demo.js';
import { JUDGES } from './people.js';

let rooms: Rooms;
let tenantId: Id;

beforeAll(async () => {
  rooms = await openRooms([CertificateModule]);
  expect(await seedDemo(rooms.get, () => {})).toBe(true);
  ({ tenantId } = await rooms.get(Organisations).tenantBySlug('jianghai'));
}, 120_000);
afterAll(() => rooms.close());

async function skillsByCode() {
  const competition = await rooms.get(Competitions).findBySlug(tenantId, 'zhigong-9');
  const skills = await rooms.get(Skills).forCompetitions(tenantId, [competition?.id ?? '']);
  return new Map(skills.map((skill) => [skill.code, skill]));
}

describe('the demo', () => {
  it('has three skills in different states and 60 entries', async () => {
    const skills = await skillsByCode();
    expect([...skills].map(([code, { status }]) => [code, status])).toEqual([
      ['cnc-milling', 'marking'],
      ['robots', 'registration'],
      ['welding', 'final'],
    ]);
    const counts = await Promise.all([...skills.values()].map(async ({ id }) => (await rooms.get(Entries).forSkill(tenantId, id)).length));
    expect(counts).toEqual([24, 12, 24]);
  });

  it('seats eight judges of whom none works where an entry does', async () => {
    const skills = [...(await skillsByCode()).values()];
    const panels = await rooms.get(Panels).forSkills(
      tenantId,
      skills.map(({ id }) => id),
    );
    const seated = panels.flatMap(({ members }) => members.flatMap(({ personId }) => personId ?? []));
    expect(new Set(seated).size).toBe(JUDGES.length);
    for (const { id } of skills) expect(await rooms.get(Panels).conflicts(systemActor(tenantId, 'test'), id)).toEqual([]);
  });

  it('publishes final welding results with one tie broken by criterion B and one shared', async () => {
    const welding = (await skillsByCode()).get('welding');
    const publication = await rooms.get(Publications).current(tenantId, welding?.id ?? '');
    expect(publication).toMatchObject({ stage: 'final', number: 2 });
    const { rows } = await rooms.get(Publications).document(tenantId, publication.id);
    const tied = rows.filter(({ tie }) => tie !== null).map(({ name, place, points, tie }) => ({ name, place, points, tie }));
    const [broken, shared] = [tied.filter(({ tie }) => !tie?.shared), tied.filter(({ tie }) => tie?.shared)];
    expect(broken.map(({ name, tie }) => [name, tie?.decidedBy])).toEqual([
      ['朱晨曦', 'B'],
      ['欧阳建国', 'B'],
    ]);
    expect(new Set(broken.map(({ points }) => points)).size).toBe(1);
    expect(shared.map(({ name }) => name).toSorted()).toEqual(['徐丽华', '陈䶮'].toSorted());
    expect(new Set(shared.map(({ place, points }) => `${place} ${points}`)).size).toBe(1);
    expect(new Set(rows.flatMap(({ award }) => award ?? []))).toEqual(new Set(['first-prize', 'second-prize', 'third-prize']));
  });

  it('leaves the demo judge sheets to mark', async () => {
    const judge = (await rooms.get(People).list(systemActor(tenantId, 'test'), { first: 100, after: null })).rows.find(
      ({ name }) => name === '何秀英',
    );
    const home = { tenantId } as Parameters<Given['actorOf']>[0];
    const sheets = await rooms.get(Sheets).mine(await new Given(rooms).actorOf(home, judge?.id ?? ''));
    expect([sheets.length, sheets.filter(({ status }) => status === 'open').length]).toEqual([23, 17]);
    const milling = (await skillsByCode()).get('cnc-milling');
    expect(await rooms.get(MarkingStages).progress(systemActor(tenantId, 'test'), milling?.id ?? '')).toEqual({
      open: 51,
      signed: 18,
      locked: 0,
    });
  });

  it('asks the worker for certificates and forges none', async () => {
    expect(await new Given(rooms).outboxOf(tenantId)).toEqual(
      expect.arrayContaining(['marking.resultsPublished', 'certificate.issueForPublication']),
    );
  });

  it('gives each role one login', () => {
    expect(new Set(DEMO_LOGINS.map(({ role }) => role)).size).toBe(8);
  });

  it('adds nothing the second time', async () => {
    expect(await seedDemo(rooms.get, () => {})).toBe(false);
  });
});
