import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Competitions, Entries, type Entry, Skills } from '#competition';
import type { Id, PersonActor } from '#kernel';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';
import { Given, type GivenSkill } from '../../../../test/support/given.js';

type Problem = {
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly details: readonly { readonly path: string }[];
};
type Headers = Readonly<Record<string, string>>;

let api: TestApi;
let given: Given;
let home: GivenSkill;
let organiser: Headers;
let clerk: Headers;
let stranger: Headers;
let entry: Entry;
let worker: Id;

beforeAll(async () => {
  api = await startTestApi();
  given = new Given(api);
  home = await given.skill('registration', undefined, 3);
  organiser = await signedIn(home, await given.actor(home, 'competition_organiser'));
  clerk = await signedIn(home, await given.actor(home, 'enterprise_administrator', home.steelworks.id));
  const abroad = await given.tenant();
  stranger = await signedIn(abroad, await given.actor(abroad, 'union_administrator'));
  const [first] = await given.entries(home, 1);
  if (first === undefined) throw new Error('No entry');
  entry = first;
  worker = (await given.person(home, home.steelworks.id, '李喆')).id;
}, 90_000);
afterAll(() => api?.close());

async function signedIn({ tenantId, slug }: { readonly tenantId: Id; readonly slug: string }, { personId }: PersonActor): Promise<Headers> {
  return { 'guildhall-tenant': slug, cookie: await api.cookieOf(tenantId, personId) };
}

/** The problem that a mutation answers with; null when it was done. */
async function problemOf(mutation: string, input: object, as: Headers, language = 'en'): Promise<Problem | null> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const wanted = mutation === 'closeCompetition' || mutation === 'openCompetition' ? 'CompetitionStepInput' : type;
  const inputType = mutation === 'withdrawEntry' ? 'EntryStepInput' : wanted;
  const query = `mutation Try($input: ${inputType}!) { ${mutation}(input: $input) { problem { code message path details { path } } } }`;
  const { data, errors } = await api.ask(query, { input }, { ...as, 'accept-language': language });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const answer = data?.[mutation] as { readonly problem: Problem | null } | undefined;
  if (answer === undefined) throw new Error(`No answer to ${mutation}`);
  return answer.problem;
}

/** Everything that a refused mutation must leave as it was. */
async function everything(): Promise<string> {
  const { tenantId, competition, skill } = home;
  return JSON.stringify([
    await api.get(Competitions).find(tenantId, competition.id),
    await api.get(Skills).forCompetitions(tenantId, [competition.id]),
    await api.get(Entries).forSkill(tenantId, skill.id),
    await given.outboxOf(tenantId),
  ]);
}

describe('a mutation that cannot be done', () => {
  const draft = () => ({
    organisationId: home.rootId,
    slug: 'new-2026',
    name: { zh: '大赛' },
    level: 'provincial',
    startsOn: '2026-01-01',
    endsOn: '2026-01-02',
  });
  const registering = () => ({ skillId: home.skill.id, kind: 'person', personIds: [worker] });

  it.each<[string, string, () => object, () => Headers, string]>([
    ['a participant creates', 'createCompetition', draft, () => clerk, 'FORBIDDEN'],
    ['another tenant’s organisation', 'createCompetition', draft, () => stranger, 'NOT_FOUND'],
    [
      'an address that is taken',
      'createCompetition',
      () => ({ ...draft(), slug: home.competition.slug }),
      () => organiser,
      'COMPETITION_SLUG_TAKEN',
    ],
    ['days the wrong way round', 'createCompetition', () => ({ ...draft(), endsOn: '2025-01-01' }), () => organiser, 'INVALID_INPUT'],
    [
      'a name that no font draws',
      'createCompetition',
      () => ({ ...draft(), name: { zh: '大赛\u{e000}' } }),
      () => organiser,
      'INVALID_INPUT',
    ],
    [
      'a name of 100,000 characters',
      'createCompetition',
      () => ({ ...draft(), name: { zh: '赛'.repeat(100_000) } }),
      () => organiser,
      'INVALID_INPUT',
    ],
    ['a stale version', 'updateCompetition', () => ({ ...seenCompetition(), version: 1, slug: 'other' }), () => organiser, 'CONFLICT'],
    ['another tenant’s competition', 'updateCompetition', () => ({ ...seenCompetition(), slug: 'other' }), () => stranger, 'NOT_FOUND'],
    ['opening what is open', 'openCompetition', seenCompetition, () => organiser, 'COMPETITION_CANNOT_MOVE'],
    [
      'a skill’s code that is taken',
      'addSkill',
      () => ({ competitionId: home.competition.id, code: 'welding', name: { zh: '焊接' } }),
      () => organiser,
      'SKILL_CODE_TAKEN',
    ],
    ['another tenant’s skill', 'registerEntry', registering, () => stranger, 'NOT_FOUND'],
    ['a number out of range', 'registerEntry', () => ({ ...registering(), bib: 100_000 }), () => organiser, 'INVALID_INPUT'],
    ['a number that is taken', 'registerEntry', () => ({ ...registering(), bib: entry.bib }), () => organiser, 'BIB_TAKEN'],
    ['an enterprise choosing its number', 'registerEntry', () => ({ ...registering(), bib: 77 }), () => clerk, 'FORBIDDEN'],
    [
      'two people as one',
      'registerEntry',
      () => ({ ...registering(), personIds: [worker, worker] }),
      () => organiser,
      'ENTRY_NEEDS_ONE_PERSON',
    ],
    ['someone who does not exist', 'registerEntry', () => ({ ...registering(), personIds: [home.skill.id] }), () => organiser, 'NOT_FOUND'],
    ['an enterprise withdrawing another’s', 'withdrawEntry', () => seenEntry(1), () => stranger, 'NOT_FOUND'],
    ['a stale entry', 'withdrawEntry', () => seenEntry(9), () => organiser, 'CONFLICT'],
    [
      'a panel without seats',
      'addPanel',
      () => ({ skillId: home.skill.id, code: 'p1', name: { zh: '裁判组' }, seats: ['J1', 'J1'] }),
      () => organiser,
      'PANEL_NEEDS_SEATS',
    ],
    [
      'a round that no skill has',
      'addRound',
      () => ({ skillId: home.skill.id, position: 0, name: { zh: '决赛' } }),
      () => organiser,
      'INVALID_INPUT',
    ],
  ])('%s: a coded problem in both languages, and nothing has changed', async (_, mutation, input, as, code) => {
    const before = await everything();
    const [english, chinese] = [await problemOf(mutation, input(), as()), await problemOf(mutation, input(), as(), 'zh-CN')];
    expect([english?.code, chinese?.code]).toEqual([code, code]);
    expect(english?.message).toMatch(/^[^\p{Script=Han}]+$/u);
    expect(chinese?.message).toMatch(/\p{Script=Han}/u);
    expect(await everything()).toBe(before);
  });

  it('names the place of a fault', async () => {
    const problem = await problemOf('createCompetition', { ...draft(), timeZone: 'Mars/Olympus', endsOn: '2025-01-01' }, organiser);
    expect(problem?.details.map(({ path }) => path)).toEqual(['endsOn', 'timeZone']);
  });
});

describe('registration at the door', () => {
  it('lets an enterprise enter its worker once, and names the number the second time', async () => {
    const input = { skillId: home.skill.id, kind: 'person', personIds: [worker] };
    expect(await problemOf('registerEntry', input, clerk)).toBeNull();
    expect(await problemOf('registerEntry', input, clerk)).toMatchObject({
      code: 'ENTRY_DUPLICATE',
      message: '李喆 is already entered in this skill with number 2.',
    });
  });

  it('shows an enterprise its entries and nobody’s the public', async () => {
    const query = '{ entries(skillId: "ID", first: 100) { nodes { bib name organisation { id } members { name } } } }'.replace(
      'ID',
      home.skill.id,
    );
    const mine = await api.ask(query, {}, clerk);
    expect(mine.data?.['entries']).toMatchObject({ nodes: [{ bib: 1 }, { bib: 2, name: '李喆', members: [{ name: '李喆' }] }] });
    const open = await api.ask(query, {}, { 'guildhall-tenant': home.slug });
    expect(open.data?.['entries']).toEqual({ nodes: [] });
  });
});

function seenCompetition() {
  return { competitionId: home.competition.id, version: home.competition.version };
}

function seenEntry(version: number) {
  return { entryId: entry.id, version };
}
