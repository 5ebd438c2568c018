import { createHash } from 'node:crypto';
import pg from 'pg';
import { Panels, Registrations, Skills } from '#competition';
import { type Id, newId } from '#kernel';
import { MarkImport, MarkingStages, type Publication, Publications, type ResultDocument, Schemes, Sheets, Standings } from '#marking';
import { canonicalJson, type Json, RULES_FORMAT, type RuleSet, type Scheme } from '#scoring';
import type { Given, GivenSkill } from './given.js';
import type { Rooms } from './rooms.js';

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const scheme: Scheme = {
  panels: [{ id: 'welding', name: text('裁判组', 'Panel'), seats: ['J1'] }],
  criteria: [
    {
      id: 'A',
      name: text('外观', 'Appearance'),
      subCriteria: [
        {
          id: 'A1',
          name: text('焊缝', 'Seam'),
          aspects: [
            {
              id: 'A1.1',
              name: text('宽度', 'Width'),
              kind: 'measurement',
              worth: '100000',
              range: { min: '0', max: '100000', step: '1' },
              panel: 'welding',
            },
          ],
        },
      ],
    },
  ],
};

const rules = (first: number, second: number): RuleSet => ({
  format: RULES_FORMAT,
  aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'zero' }],
  groups: [],
  modules: [],
  penalties: [],
  total: { steps: [], afterPenalties: [] },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: {
    kind: 'prizes',
    prizes: [
      { id: 'first', name: text('一等奖', 'First Prize'), size: { kind: 'count', count: first } },
      { id: 'second', name: text('二等奖', 'Second Prize'), size: { kind: 'count', count: second } },
    ],
    tiedAtCut: 'all',
  },
  display: { decimals: 0 },
});

/** Whoever enters, best first: a person by name, a team by its name and its members' names. */
export type Field = readonly (string | { readonly team: string; readonly members: readonly string[] })[];

export type GivenResults = GivenSkill & {
  readonly provisional: Publication;
  readonly final: Publication;
  /** In the order of the field. */
  readonly entries: readonly { readonly id: Id; readonly personIds: readonly Id[] }[];
};

/** A skill of the steelworks that has gone the whole way: registered, marked, scored, published twice. */
export async function finalResults(given: Given, rooms: Rooms, field: Field, prizes = { first: 1, second: 2 }): Promise<GivenResults> {
  const skill = await given.skill('registration');
  const { system, tenantId } = skill;
  const wanted = await Promise.all(
    field.map(async (who) => {
      const names = typeof who === 'string' ? [who] : who.members;
      const people = await Promise.all(names.map((name) => given.person(skill, skill.steelworks.id, name)));
      const shown = typeof who === 'string' ? ({ kind: 'person', name: who } as const) : ({ kind: 'team', name: who.team } as const);
      return {
        id: newId(),
        status: 'official',
        organisationId: skill.steelworks.id,
        personIds: people.map(({ id }) => id),
        ...shown,
      } as const;
    }),
  );
  await rooms.get(Registrations).importAll(system, skill.skill.id, wanted);
  await rooms.get(Schemes).adopt(system, { skillId: skill.skill.id, scheme, rules: rules(prizes.first, prizes.second) });
  const judge = await given.actor(skill, 'judge');
  for (const panel of await rooms.get(Panels).forSkill(tenantId, skill.skill.id)) {
    await rooms.get(Panels).seat(system, { panelId: panel.id, seat: 'J1', personId: judge.personId });
  }
  const step = async () => ({ skillId: skill.skill.id, version: (await rooms.get(Skills).find(tenantId, skill.skill.id)).version });
  await rooms.get(MarkingStages).open(system, await step());
  const marks = wanted.map(({ id }, index) => ({ entry: id, aspect: 'A1.1', seat: 'J1', value: String(90_000 - index) }));
  await rooms.get(MarkImport).importMarks(system, skill.skill.id, marks);
  for (const { id, version } of await rooms.get(Sheets).mine(judge)) await rooms.get(Sheets).sign(judge, { sheetId: id, version });
  await rooms.get(MarkingStages).lock(system, await step());
  await rooms.get(MarkingStages).check(system, await step());
  await rooms.get(Standings).recompute(tenantId, skill.skill.id);
  const provisional = await rooms.get(Publications).publish(system, { ...(await step()), stage: 'provisional' });
  const final = await rooms.get(Publications).publish(system, { ...(await step()), stage: 'final' });
  return { ...skill, provisional, final, entries: wanted };
}

/** A further final publication that says something else: what an upheld appeal leads to. */
export async function correctedResults(
  rooms: Rooms,
  { tenantId, final }: GivenResults,
  correct: (document: ResultDocument) => ResultDocument,
): Promise<Id> {
  const before = await rooms.get(Publications).document(tenantId, final.id);
  const document = correct({ ...before, number: final.number + 1, supersedes: final.number });
  const bytes = Buffer.from(canonicalJson(document as unknown as Json), 'utf8');
  const id = newId();
  const migrator = new pg.Client({ connectionString: rooms.testDatabase.adminUrl });
  await migrator.connect();
  try {
    await migrator.query(
      `insert into app.publication (tenant_id, id, skill_id, number, stage, document, sha256, marks_version, supersedes_id)
       select tenant_id, $3, skill_id, $4, 'final', $5, $6, marks_version, id from app.publication where tenant_id = $1 and id = $2`,
      [tenantId, final.id, id, document.number, bytes, createHash('sha256').update(bytes).digest()],
    );
  } finally {
    await migrator.end();
  }
  return id;
}
