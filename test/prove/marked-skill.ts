import { Panels, Registrations, Skills } from '#competition';
import type { Actor, Id } from '#kernel';
import { MarkingStages, Schemes, type Sheet, Sheets } from '#marking';
import { RULES_FORMAT, type RuleSet, type Scheme } from '#scoring';
import type { Given, GivenTenant } from '../support/given.js';
import type { Rooms } from '../support/rooms.js';

export type MarkedSkill = {
  readonly tenant: GivenTenant;
  readonly competitionId: Id;
  readonly skillId: Id;
  readonly judges: readonly Actor[];
  /** Of each judge in turn, one for each entry. */
  readonly sheets: readonly { readonly judge: Actor; readonly sheet: Sheet }[];
};

export type Field = { readonly entries: number; readonly aspects: number; readonly judges: number; readonly prizes?: boolean };

/** Whole marks up to this one. */
export const HIGHEST = 100_000;

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

export function aspectNames(aspects: number): readonly string[] {
  return Array.from({ length: aspects }, (_, at) => `A1.${at + 1}`);
}

function schemeOf({ aspects, judges }: Field): Scheme {
  const seats = Array.from({ length: judges }, (_, at) => `J${at + 1}`);
  const list = aspectNames(aspects).map((id) => ({
    id,
    name: text('焊缝', 'Seam'),
    kind: 'measurement' as const,
    worth: String(HIGHEST),
    range: { min: '0', max: String(HIGHEST), step: '1' },
    panel: 'judges',
  }));
  return {
    panels: [{ id: 'judges', name: text('裁判组', 'Judges'), seats }],
    criteria: [{ id: 'A', name: text('外观', 'Appearance'), subCriteria: [{ id: 'A1', name: text('焊缝', 'Seam'), aspects: list }] }],
  };
}

function rulesOf({ entries, prizes = false }: Field): RuleSet {
  return {
    format: RULES_FORMAT,
    aspects: [{ for: 'all', aggregate: { kind: 'mean' }, steps: [], unmarked: 'zero' }],
    groups: [],
    modules: [],
    penalties: [],
    total: { steps: [{ step: 'round', name: 'total', decimals: 2, mode: 'half-up' }], afterPenalties: [] },
    teams: { kind: 'marked' },
    places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
    scale: { kind: 'none' },
    awards: prizes
      ? {
          kind: 'prizes',
          prizes: [{ id: 'first', name: text('一等奖', 'First Prize'), size: { kind: 'count', count: entries } }],
          tiedAtCut: 'all',
        }
      : { kind: 'none' },
    display: { decimals: 2 },
  };
}

/** A skill in marking with a judge on every seat and empty sheets for all. */
export async function openSkill(rooms: Rooms, given: Given, field: Field, home?: GivenTenant): Promise<MarkedSkill> {
  const tenant = home ?? (await given.tenant());
  const { skill, competition } = await given.skill('registration', tenant);
  const { tenantId, system, rootId } = tenant;
  const entries = Array.from({ length: field.entries }, () => ({
    kind: 'person' as const,
    status: 'official' as const,
    name: '张伟',
    organisationId: rootId,
  }));
  await rooms.get(Registrations).importAll(system, skill.id, entries);
  await rooms.get(Schemes).adopt(system, { skillId: skill.id, scheme: schemeOf(field), rules: rulesOf(field) });
  const [panel] = await rooms.get(Panels).forSkill(tenantId, skill.id);
  if (panel === undefined) throw new Error('The scheme brought no panel');
  const judges: Actor[] = [];
  for (const { seat } of panel.members) {
    const judge = await given.actor(tenant, 'judge');
    await rooms.get(Panels).seat(system, { panelId: panel.id, seat, personId: judge.personId });
    judges.push(judge);
  }
  const { version } = await rooms.get(Skills).find(tenantId, skill.id);
  await rooms.get(MarkingStages).open(system, { skillId: skill.id, version });
  const sheets = [];
  for (const judge of judges) for (const sheet of await rooms.get(Sheets).mine(judge)) sheets.push({ judge, sheet });
  return { tenant, competitionId: competition.id, skillId: skill.id, judges, sheets };
}

/** Each item once, `lanes` at a time. */
export async function inLanes<T>(lanes: number, items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = rest.next(); next.done !== true; next = rest.next()) await work(next.value);
    }),
  );
}
