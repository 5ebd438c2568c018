import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Entries } from '#competition';
import { Organisations } from '#identity';
import { MarkingModule, MarkingStages, PackageExport, PackageImport, Publications, Standings } from '#marking';
import { type CompetitionPackage, inputHashOf, inputOf, scorePackage, validatePackage } from '#scoring';
import { Given } from '../../../../test/support/given.js';
import { openRooms, type Rooms } from '../../../../test/support/rooms.js';
import { samplePackage as pkg } from '../../../../test/support/sample-package.js';

let rooms: Rooms;
let given: Given;

beforeAll(async () => {
  rooms = await openRooms([MarkingModule]);
  given = new Given(rooms);
}, 60_000);
afterAll(() => rooms.close());

async function imported() {
  const home = await given.tenant();
  const result = await rooms.get(PackageImport).import(home.system, { package: pkg, organisationId: home.rootId, isSigned: true });
  return { ...home, ...result };
}

describe('importing a competition package', () => {
  it('brings in skill, entries, people of teams and marks, and gives the standings that the package gives offline', async () => {
    const { tenantId, competition, skill, steelworks, entryIds } = await imported();
    expect(competition).toMatchObject({ slug: 'sample-competition-2026', status: 'open', startsOn: '2026-05-01' });
    expect(skill).toMatchObject({ code: 'welding', status: 'marking' });
    const entries = await rooms.get(Entries).forSkill(tenantId, skill.id);
    expect(entries.map(({ bib, name, status, members }) => ({ bib, name, status, members: members.map((member) => member.name) }))).toEqual(
      [
        { bib: 1, name: '先锋组', status: 'official', members: ['王犇', '欧阳㛃'] },
        { bib: 3, name: '李堃', status: 'guest', members: [] },
        { bib: 4, name: '赵四', status: 'disqualified', members: [] },
        { bib: 7, name: '张喆', status: 'official', members: [] },
      ],
    );
    expect(entries.find(({ bib }) => bib === 7)?.organisation?.id).toBe(steelworks.id);
    expect((await rooms.get(Organisations).byCodes(tenantId, ['JPN']))[0]).toMatchObject({ kind: 'enterprise' });
    await rooms.get(Standings).recompute(tenantId, skill.id);
    const standings = await rooms.get(Standings).forSkill(tenantId, skill.id);
    const placesOf = (rows: readonly { entryId: string; place: number | null; points: string | null }[]) =>
      Object.fromEntries(rows.map(({ entryId, place, points }) => [entryId, { place, points }]));
    const offline = scorePackage(pkg).entries.map(({ entry, place, total }) => ({
      entryId: entryIds.get(entry) ?? '',
      place,
      points: total,
    }));
    expect(placesOf(standings?.rows ?? [])).toEqual(placesOf(offline));
    expect(placesOf(offline)[entryIds.get('e1') ?? '']).toEqual({ place: 1, points: '8.75' });
  });

  it('asks for standings once it is committed, and not before', async () => {
    const { tenantId } = await imported();
    expect(await given.outboxOf(tenantId)).toContain('marking.recomputeStandings');
  });

  it('refuses the same skill a second time and leaves no trace', async () => {
    const { tenantId, system, rootId } = await imported();
    const before = (await given.outboxOf(tenantId)).length;
    await expect(rooms.get(PackageImport).import(system, { package: pkg, organisationId: rootId, isSigned: true })).rejects.toMatchObject({
      code: 'PACKAGE_SKILL_EXISTS',
      params: { slug: 'sample-competition-2026', code: 'welding' },
    });
    expect(await given.outboxOf(tenantId)).toHaveLength(before);
  });

  it('refuses a faulty package by path, and a name that no font draws, with nothing stored', async () => {
    const home = await given.tenant();
    const importing = (faulty: unknown) =>
      rooms.get(PackageImport).import(home.system, { package: faulty, organisationId: home.rootId, isSigned: true });
    await expect(importing({ ...pkg, marks: [{ entry: 'e1', aspect: 'A1.1', seat: 'J1', value: '11' }] })).rejects.toMatchObject({
      code: 'PACKAGE_INVALID',
      params: { count: 1 },
      details: [{ path: 'marks.0.value' }],
    });
    const unprintable = { ...pkg, entries: pkg.entries.map((entry) => (entry.id === 'e3' ? { ...entry, name: '李\u{e000}' } : entry)) };
    await expect(importing(unprintable)).rejects.toMatchObject({
      code: 'ENTRY_LIST_FAULTY',
      details: [{ path: 'entries.2.name', code: 'NAME_CHARACTER_NOT_DRAWABLE' }],
    });
    expect(await given.outboxOf(home.tenantId)).toEqual([]);
  });

  it('is not for judges', async () => {
    const home = await given.tenant();
    const judge = await given.actor(home, 'judge');
    await expect(
      rooms.get(PackageImport).import(judge, { package: pkg, organisationId: home.rootId, isSigned: false }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('can be locked, checked and published at once', async () => {
    const { tenantId, system, skill } = await imported();
    await rooms.get(Standings).recompute(tenantId, skill.id);
    const locked = await rooms.get(MarkingStages).lock(system, { skillId: skill.id, version: skill.version });
    const checked = await rooms.get(MarkingStages).check(system, { skillId: skill.id, version: locked.version });
    const publication = await rooms
      .get(Publications)
      .publish(system, { skillId: skill.id, version: checked.version, stage: 'provisional' });
    expect(publication).toMatchObject({ number: 1, stage: 'provisional' });
  });
});

describe('exporting a skill', () => {
  it('gives a valid package with the hash that standings carry, and the same results', async () => {
    const { tenantId, system, skill } = await imported();
    await rooms.get(Standings).recompute(tenantId, skill.id);
    const exported = await rooms.get(PackageExport).export(system, skill.id);
    const json: unknown = JSON.parse(JSON.stringify(exported.package));
    const checked = validatePackage(json);
    if (!checked.ok) throw new Error(JSON.stringify(checked.flaws));
    const stamp = (await rooms.get(Standings).forSkill(tenantId, skill.id))?.stamp;
    expect(inputHashOf(inputOf(checked.value))).toBe(exported.inputHash);
    expect(exported.inputHash).toBe(stamp?.inputHash);
    const byName = (given_: CompetitionPackage) =>
      Object.fromEntries(
        scorePackage(given_).entries.map(({ entry, place, total }) => [
          given_.entries.find(({ id }) => id === entry)?.name,
          { place, total },
        ]),
      );
    expect(byName(checked.value)).toEqual(byName(pkg));
  });

  it('can be imported into another tenant with the same results', async () => {
    const first = await imported();
    const exported = await rooms.get(PackageExport).export(first.system, first.skill.id);
    const abroad = await given.tenant();
    const second = await rooms
      .get(PackageImport)
      .import(abroad.system, { package: exported.package, organisationId: abroad.rootId, isSigned: true });
    await rooms.get(Standings).recompute(abroad.tenantId, second.skill.id);
    const rows = (await rooms.get(Standings).forSkill(abroad.tenantId, second.skill.id))?.rows ?? [];
    expect(rows.map(({ place, points }) => [place, points])).toEqual([
      [1, '8.75'],
      [2, '6.50'],
      [null, '10.00'],
      [null, null],
    ]);
  });
});
