import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CompetitionPackage } from '#scoring';
import { checkFigureSkating, checkWorldSkills } from './offline.js';
import { isExact } from './trial.js';

const data = process.env['GUILDHALL_TRIAL_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const [skating, worldSkills] = [join(data, 'figure-skating'), join(data, 'worldskills-2026')];

/** Runs where the folder exists; elsewhere it is skipped and its name says why. */
function withFolder(folder: string) {
  return existsSync(folder) ? { it, why: '' } : { it: it.skip, why: ' (skipped: no trial data beside the project)' };
}

describe('figure skating 2016–17', () => {
  const real = withFolder(skating);
  real.it(`reproduces every official total and place${real.why}`, () => {
    const { totals, places } = checkFigureSkating(skating);
    expect([...totals.wrong, ...places.wrong]).toEqual([]);
    expect([totals.exact, places.exact]).toEqual([731, 731]);
  });
});

describe('WorldSkills Shanghai 2026', () => {
  const real = withFolder(worldSkills);
  const scratch = mkdtempSync(join(tmpdir(), 'guildhall-trial-'));
  afterAll(() => rmSync(scratch, { recursive: true }));

  real.it(`gives every position and medal, and the published ones of one member${real.why}`, () => {
    const { marks, positions, medals, member, count } = checkWorldSkills(worldSkills);
    expect([...marks.wrong, ...positions.wrong, ...medals.wrong, ...member.wrong]).toEqual([]);
    expect([marks.exact, positions.exact, member.exact]).toEqual([605, 605, 32]);
    expect((['gold', 'silver', 'bronze', 'medallion', null] as const).map(count)).toEqual([34, 34, 37, 207, 293]);
  });

  real.it(`fails when one mark is altered between file and standings${real.why}`, () => {
    const { marks } = checkWorldSkills(worldSkills, (pkg) => (pkg.skill.code === '7' ? withOneMoreForTheFirst(pkg) : pkg));
    expect(isExact(marks)).toBe(false);
  });

  real.it(`fails when one mark is altered in the file${real.why}`, () => {
    cpSync(worldSkills, scratch, { recursive: true, mode: 0 });
    const lines = readFileSync(join(worldSkills, 'skills.csv'), 'utf8').split('\n');
    const [skill, name, entry] = (lines[1] ?? '').split(',');
    rmSync(join(scratch, 'skills.csv'), { force: true });
    writeFileSync(join(scratch, 'skills.csv'), [lines[0], `${skill},${name},${entry},699`, ...lines.slice(2)].join('\n'));
    const { positions, medals } = checkWorldSkills(scratch);
    expect([isExact(positions), isExact(medals)]).toEqual([false, false]);
  });
});

/** Two skaters, three judges, one element: worked by hand. */
describe('a figure-skating folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-trial-'));
  const write = (file: string, lines: readonly string[]): void => writeFileSync(join(folder, file), lines.join('\n'));
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => {
    write('performances.csv', [
      'performance_id,competition,program,name,nation,rank,starting_number,total_segment_score,total_element_score,total_component_score,total_deductions',
      // 3.00 + 0.50 = 3.50; 6.00 × 1.6 = 9.60; minus 1
      'p1,Cup,MEN SHORT PROGRAM,First,AAA,1,1,12.10,3.50,9.60,1.00',
      // 3.00 − 0.10 agreed = 2.90; mean of the two present (5.50) × 1.6 = 8.80
      'p2,Cup,MEN SHORT PROGRAM,Second,BBB,2,2,11.70,2.90,8.80,0.00',
    ]);
    write('judged-aspects.csv', [
      'aspect_id,performance_id,section,aspect_num,aspect_desc,info_flag,credit_flag,base_value,factor,goe,ref,scores_of_panel',
      'a1,p1,elements,1,2A,,,3.0,,0.5,,3.5',
      'c1,p1,components,,Skating Skills,,,,1.6,,,6.0',
      'a2,p2,elements,1,2A,,,3.0,,-0.1,,2.9',
      'c2,p2,components,,Skating Skills,,,,1.6,,,5.5',
    ]);
    write('judge-goe.csv', ['aspect_id,judge,judge_goe', 'a1,J1,0.0', 'a1,J2,0.5', 'a1,J3,1.0']);
    write('judge-scores.csv', [
      'aspect_id,judge,score',
      ...['c1,J1,5.75', 'c1,J2,6.0', 'c1,J3,9.0'],
      ...['c2,J1,5.25', 'c2,J2,0', 'c2,J3,5.75'],
    ]);
  });

  it('is scored as the official results say', () => {
    const { totals, places } = checkFigureSkating(folder);
    expect([totals.wrong, places.wrong, totals.of]).toEqual([[], [], 2]);
  });

  it('fails when one judge’s mark is altered', () => {
    write('judge-goe.csv', ['aspect_id,judge,judge_goe', 'a1,J1,0.0', 'a1,J2,0.6', 'a1,J3,1.0']);
    expect(checkFigureSkating(folder).totals.wrong).toEqual(['cup-men-short-program p1: expected 12.10, got 12.20']);
  });
});

function withOneMoreForTheFirst(pkg: CompetitionPackage): CompetitionPackage {
  return { ...pkg, marks: pkg.marks.map((mark, at) => (at === 0 ? { ...mark, value: String(Number(mark.value) + 1) } : mark)) };
}
