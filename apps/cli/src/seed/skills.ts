import { Issuing } from '#certificate';
import { type Competition, EntryChanges, Panels, Registrations, type Skill, Skills } from '#competition';
import type { Actor, Id, LocalizedText, PersonActor } from '#kernel';
import { MarkingStages, Publications, Schemes, type Sheet, Sheets, Standings } from '#marking';
import { aspectsOf, type Scheme } from '#scoring';
import type { GetService } from '../rooms.js';
import { actorsOf, type Cast } from './cast.js';
import { type MarksOfEntry, marksOf, withChanged } from './marks.js';
import { ROBOT_TEAMS } from './people.js';
import { MILLING_SCHEME, PANEL, RULES, WELDING_SCHEME } from './schemes.js';

/** The people who run the skills, signed in. */
export type Officials = { readonly organiser: Actor; readonly chief: Actor; readonly supervisor: Actor; readonly enterprise: Actor };

/** Places in the list of welders: these two share a place, these two have a tie that criterion B breaks. */
const SHARED = [5, 11] as const;
const BROKEN = [3, 14] as const;

/** Welding: run from registration to final results, each step by the person whose it is; the worker issues the certificates. */
export async function runWelding(
  get: GetService,
  cast: Cast,
  competition: Competition,
  { organiser, chief, supervisor }: Officials,
): Promise<void> {
  const judges = await actorsOf(get, cast, cast.judges.slice(0, 5));
  const skill = await addSkill(get, organiser, competition, 'welding', { 'zh-CN': '焊接', en: 'Welding' }, WELDING_SCHEME, 4);
  await enterWorkers(get, organiser, skill.id, cast.welders);
  const marking = await openMarking(get, organiser, skill, judges);
  const marks = cast.welders.map((_, at) => weldingMarks(at));
  for (const judge of judges) {
    for (const [at, sheet] of (await get(Sheets).mine(judge)).entries()) {
      await get(Sheets).sign(judge, signable(await enterSheet(get, judge, sheet, WELDING_SCHEME, marks[at])));
    }
  }
  const locked = await get(MarkingStages).lock(chief, stepOf(marking));
  const checked = await get(MarkingStages).check(supervisor, stepOf(locked));
  await get(Standings).recompute(cast.tenantId, skill.id);
  await get(Publications).publish(organiser, { ...stepOf(checked), stage: 'provisional' });
  const provisional = await get(Skills).find(cast.tenantId, skill.id);
  const final = await get(Publications).publish(organiser, { ...stepOf(provisional), stage: 'final' });
  await get(Issuing).request(organiser, final.id);
}

/** Milling: marking is under way; one entry withdrew, some sheets are signed, one mark was corrected. */
export async function runMilling(get: GetService, cast: Cast, competition: Competition, { organiser }: Officials): Promise<void> {
  const judges = await actorsOf(get, cast, cast.judges.slice(5, 8));
  const skill = await addSkill(get, organiser, competition, 'cnc-milling', { 'zh-CN': '数控铣', en: 'CNC Milling' }, MILLING_SCHEME, 4);
  const entries = await enterWorkers(get, organiser, skill.id, cast.millers);
  const withdrawn = entries.at(-2);
  if (withdrawn !== undefined) await get(EntryChanges).withdraw(organiser, { entryId: withdrawn.id, version: withdrawn.version });
  await openMarking(get, organiser, skill, judges);
  for (const [bench, judge] of judges.entries()) {
    const sheets = await get(Sheets).mine(judge);
    for (const [at, sheet] of sheets.slice(0, 9 + bench * 3).entries()) {
      const marked = await enterSheet(get, judge, sheet, MILLING_SCHEME, marksOf(MILLING_SCHEME, at + 5));
      if (at < 6) await get(Sheets).sign(judge, signable(marked));
      else if (at === 7 && bench === 0) await correct(get, judge, marked);
    }
  }
}

/** Industrial robots: teams register; the steelworks' own administrator has used one of two places. */
export async function runRobots(
  get: GetService,
  cast: Cast,
  competition: Competition,
  { organiser, enterprise }: Officials,
): Promise<void> {
  const name = { 'zh-CN': '工业机器人系统操作', en: 'Industrial Robot Operation' };
  const skills = get(Skills);
  const draft = await skills.add(organiser, { competitionId: competition.id, code: 'robots', name, entriesPerOrganisation: 2 });
  const { id: skillId } = await skills.move(organiser, { ...stepOf(draft), to: 'registration' });
  for (const [at, team] of ROBOT_TEAMS.entries()) {
    await get(Registrations).register(at === 0 ? enterprise : organiser, {
      skillId,
      kind: 'team',
      name: team.name,
      personIds: cast.teams[at] ?? [],
    });
  }
}

async function addSkill(
  get: GetService,
  organiser: Actor,
  competition: Competition,
  code: string,
  name: LocalizedText,
  scheme: Scheme,
  entriesPerOrganisation: number,
): Promise<Skill> {
  const draft = await get(Skills).add(organiser, { competitionId: competition.id, code, name, entriesPerOrganisation });
  await get(Schemes).adopt(organiser, { skillId: draft.id, scheme, rules: RULES });
  return get(Skills).move(organiser, { ...stepOf(draft), to: 'registration' });
}

/** The last of the list is a guest 打星. */
async function enterWorkers(get: GetService, organiser: Actor, skillId: Id, workers: readonly Id[]) {
  const entries = [];
  for (const personId of workers) {
    const status = personId === workers.at(-1) ? 'guest' : 'official';
    entries.push(await get(Registrations).register(organiser, { skillId, kind: 'person', personIds: [personId], status }));
  }
  return entries;
}

async function openMarking(get: GetService, organiser: Actor, skill: Skill, judges: readonly PersonActor[]): Promise<Skill> {
  const panel = (await get(Panels).forSkill(organiser.tenantId, skill.id)).find(({ code }) => code === PANEL);
  for (const [at, { seat }] of (panel?.members ?? []).entries()) {
    await get(Panels).seat(organiser, { panelId: panel?.id ?? '', seat, personId: judges[at]?.personId ?? null });
  }
  return get(MarkingStages).open(organiser, stepOf(skill));
}

function enterSheet(get: GetService, judge: Actor, sheet: Sheet, scheme: Scheme, marks: MarksOfEntry | undefined): Promise<Sheet> {
  const values = marks?.get(sheet.seat);
  const entered = aspectsOf(scheme).map(({ id }) => ({ aspect: id, value: values?.get(id) ?? null, last: '0' }));
  return get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: entered });
}

/** The judge looked again: the first aspect gets half a point more or less, and says why. */
async function correct(get: GetService, judge: Actor, sheet: Sheet): Promise<void> {
  const [first] = aspectsOf(MILLING_SCHEME);
  if (first === undefined) return;
  const mark = { aspect: first.id, value: '10.5', last: sheet.lastSeqs[0] ?? '0', reason: '复核图纸后更正' };
  await get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [mark] });
}

function weldingMarks(at: number): MarksOfEntry {
  if (at === SHARED[1]) return marksOf(WELDING_SCHEME, SHARED[0]);
  if (at !== BROKEN[1]) return marksOf(WELDING_SCHEME, at);
  return withChanged(marksOf(WELDING_SCHEME, BROKEN[0]), (aspect, value) => {
    if (aspect === 'B1.1') return moved(value, 2);
    return aspect === 'C1.1' ? moved(value, -2) : value;
  });
}

/** A mark in halves of a point, moved by whole halves. */
function moved(value: string, halves: number): string {
  const next = Number(value) * 2 + halves;
  return `${Math.floor(next / 2)}${next % 2 === 0 ? '' : '.5'}`;
}

function signable({ id, version }: Sheet) {
  return { sheetId: id, version };
}

function stepOf({ id, version }: Skill) {
  return { skillId: id, version };
}
