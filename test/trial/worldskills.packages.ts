import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CompetitionPackage, PACKAGE_FORMAT, RULES_FORMAT } from '#scoring';
import { cell, type Row, readRows, slugOf, type Trial, tally } from './trial.js';

/** What one entry must get, read off the order of the file (the results service's own), never computed by the engine. */
export type SkillExpectation = { readonly entry: string; readonly mark: string; readonly position: number; readonly medal: Medal | null };

/** What the results service says of one member's entry in a skill: it has no entry number, only a position. */
export type MemberExpectation = { readonly skillNumber: string; readonly position: number; readonly medal: Medal | null };

export type Medal = 'gold' | 'silver' | 'bronze' | 'medallion';

const MEDALS = ['gold', 'silver', 'bronze'] as const;

export type SkillTrial = Trial<SkillExpectation> & { readonly skillNumber: string };

/** What came back for one entry, from the engine or from a page. */
export type SkillResult = { readonly total: string | null; readonly place: number | null; readonly medal: Medal | null };

/** Compares what came back, by entry id of the package, with the file and with the published results of one member. */
export function compareSkill(
  trial: SkillTrial,
  member: readonly MemberExpectation[],
  resultOf: (entry: string) => SkillResult | undefined,
) {
  const pairs = trial.expected.map((expected) => ({ name: `${trial.slug} ${expected.entry}`, expected, got: resultOf(expected.entry) }));
  const published = member.filter(({ skillNumber }) => skillNumber === trial.skillNumber);
  return {
    marks: tally(pairs.map(({ name, expected, got }) => ({ name, expected: expected.mark, got: String(got?.total) }))),
    positions: tally(pairs.map(({ name, expected, got }) => ({ name, expected: String(expected.position), got: String(got?.place) }))),
    medals: tally(pairs.map(({ name, expected, got }) => ({ name, expected: String(expected.medal), got: String(got?.medal) }))),
    member: tally(
      published.map(({ position, medal }) => {
        const got = pairs.find((pair) => pair.got?.place === position)?.got;
        return { name: `${trial.slug} member`, expected: `${position} ${medal}`, got: `${got?.place} ${got?.medal}` };
      }),
    ),
    counted: pairs.map(({ got }) => got?.medal ?? null),
  };
}

/** Every skill in a folder shaped like the WorldSkills data (`skills.csv`): one package each, marks already on the 700 scale. */
export function worldSkillsTrials(directory: string): readonly SkillTrial[] {
  const skills = Map.groupBy(readRows(join(directory, 'skills.csv')), (row) => cell(row, 'skill_number'));
  return [...skills].map(([skillNumber, rows]) => ({
    skillNumber,
    slug: slugOf('skill', skillNumber),
    package: packageOf(skillNumber, rows),
    expected: expectationOf(rows.map((row) => ({ entry: entryId(row), mark: cell(row, 'mark') }))),
  }));
}

/** The published positions and medals of one member's entries (`one-member.csv`), an expectation that nothing here computed. */
export function memberExpectations(directory: string): readonly MemberExpectation[] {
  const file = join(directory, 'one-member.csv');
  if (!existsSync(file)) return [];
  return readRows(file).map((row) => ({
    skillNumber: cell(row, 'skill_number'),
    position: Number(cell(row, 'position')),
    medal: medalNamed(cell(row, 'medal')),
  }));
}

/**
 * The file lists a skill's entries in the order of the results service: a run of equal marks shares the position of its first row.
 * The first three runs are gold, silver and bronze, the others medallions, down to the mark 700.
 */
function expectationOf(rows: readonly { readonly entry: string; readonly mark: string }[]): readonly SkillExpectation[] {
  let run = 0;
  let position = 1;
  return rows.map(({ entry, mark }, at) => {
    if (at > 0 && rows[at - 1]?.mark !== mark) {
      run += 1;
      position = at + 1;
    }
    return { entry, mark, position, medal: Number(mark) < 700 ? null : (MEDALS[run] ?? 'medallion') };
  });
}

function medalNamed(name: string): Medal | null {
  const medals: Readonly<Record<string, Medal>> = { GOLD: 'gold', SILVER: 'silver', BRONZE: 'bronze', MEDALLION: 'medallion' };
  return medals[name.toUpperCase()] ?? null;
}

function entryId(row: Row): string {
  return `S${cell(row, 'skill_number')}-E${cell(row, 'entry')}`;
}

function packageOf(skillNumber: string, rows: readonly Row[]): CompetitionPackage {
  const skill = rows[0] === undefined ? skillNumber : cell(rows[0], 'skill');
  return {
    format: PACKAGE_FORMAT,
    competition: { name: { 'zh-CN': '2026年上海世界技能大赛', en: 'WorldSkills Shanghai 2026' } },
    skill: { name: { 'zh-CN': skill, en: skill }, code: skillNumber },
    scheme: {
      panels: [{ id: 'official', name: { 'zh-CN': '官方成绩', en: 'Official results' }, seats: ['R1'] }],
      criteria: [
        {
          id: 'A',
          name: { 'zh-CN': '标准分', en: 'Mark on the 700 scale' },
          subCriteria: [
            {
              id: 'A1',
              name: { 'zh-CN': '标准分', en: 'Mark on the 700 scale' },
              aspects: [
                {
                  id: 'A1.1',
                  name: { 'zh-CN': '标准分', en: 'Mark on the 700 scale' },
                  kind: 'measurement',
                  range: { min: '0', max: '1500', step: '1' },
                  panel: 'official',
                },
              ],
            },
          ],
        },
      ],
    },
    rules: {
      format: RULES_FORMAT,
      aspects: [{ for: 'all', aggregate: { kind: 'consensus' }, steps: [], unmarked: 'incomplete' }],
      groups: [],
      modules: [],
      penalties: [],
      total: { steps: [], afterPenalties: [] },
      teams: { kind: 'marked' },
      places: { by: 'scale', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
      scale: { kind: 'asMarked' },
      awards: { kind: 'worldskills-2026' },
      display: { decimals: 0 },
    },
    judges: [{ seat: 'R1', name: 'Results service' }],
    entries: rows.map((row) => ({
      id: entryId(row),
      bib: cell(row, 'entry'),
      name: `Competitor ${cell(row, 'entry')}`,
      kind: 'person',
      status: 'official',
    })),
    marks: rows.map((row) => ({ entry: entryId(row), aspect: 'A1.1', seat: 'R1', value: cell(row, 'mark') })),
  };
}
