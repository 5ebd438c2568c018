import { type CompetitionPackage, type Standings, scorePackage, validatePackage } from '#scoring';
import { compareSegment, figureSkatingTrials } from './figure-skating.packages.js';
import { addTallies, isExact, type Tally } from './trial.js';
import { compareSkill, type Medal, memberExpectations, worldSkillsTrials } from './worldskills.packages.js';

/** Scores every segment with the engine alone, without any database, and compares with the official totals and places. */
export function checkFigureSkating(directory: string): { readonly totals: Tally; readonly places: Tally } {
  const results = figureSkatingTrials(directory).map((trial) => {
    const byEntry = new Map(score(trial.package).entries.map((standing) => [standing.entry, standing]));
    return compareSegment(trial, (entry) => byEntry.get(entry));
  });
  return { totals: addTallies(results.map(({ totals }) => totals)), places: addTallies(results.map(({ places }) => places)) };
}

/** The same for the WorldSkills folder; `alter` may change a package on its way, which must show. */
export function checkWorldSkills(directory: string, alter: (pkg: CompetitionPackage) => CompetitionPackage = (pkg) => pkg) {
  const member = memberExpectations(directory);
  const results = worldSkillsTrials(directory).map((trial) => {
    const byEntry = new Map(
      score(alter(trial.package)).entries.map((standing) => [standing.entry, { ...standing, medal: medalOf(standing) }]),
    );
    return compareSkill(trial, member, (entry) => byEntry.get(entry));
  });
  const counted = results.flatMap((result) => result.counted);
  return {
    marks: addTallies(results.map(({ marks }) => marks)),
    positions: addTallies(results.map(({ positions }) => positions)),
    medals: addTallies(results.map(({ medals }) => medals)),
    member: addTallies(results.map((result) => result.member)),
    count: (medal: Medal | null): number => counted.filter((one) => one === medal).length,
  };
}

function medalOf({ award }: Standings['entries'][number]): Medal | null {
  return award === null || award.kind === 'prize' ? null : award.kind;
}

function score(pkg: CompetitionPackage): Standings {
  const checked = validatePackage(JSON.parse(JSON.stringify(pkg)));
  if (!checked.ok) throw new Error(`The package is not valid: ${JSON.stringify(checked.flaws.slice(0, 5))}`);
  return scorePackage(checked.value);
}

function main(kind: string | undefined, directory: string | undefined): number {
  if (directory === undefined || (kind !== 'figure-skating' && kind !== 'worldskills')) {
    process.stderr.write('Usage: node --import ./test/support/typescript.mjs test/trial/offline.ts figure-skating|worldskills DIR\n');
    return 2;
  }
  return (kind === 'figure-skating' ? printFigureSkating(directory) : printWorldSkills(directory)).every(isExact) ? 0 : 1;
}

function printFigureSkating(directory: string): readonly Tally[] {
  const { totals, places } = checkFigureSkating(directory);
  print([...totals.wrong, ...places.wrong, `totals ${totals.exact}/${totals.of} exact, places ${places.exact}/${places.of} exact`]);
  return [totals, places];
}

function printWorldSkills(directory: string): readonly Tally[] {
  const { marks, positions, medals, member, count } = checkWorldSkills(directory);
  const tallies = [marks, positions, medals, member];
  print([
    ...tallies.flatMap(({ wrong }) => wrong),
    `published positions and medals of one member: ${member.exact}/${member.of} exact; without medal ${count(null)}`,
    `medals ${count('gold')}/${count('silver')}/${count('bronze')}/${count('medallion')} ${isExact(medals) ? 'exact' : 'WRONG'}, positions ${positions.exact}/${positions.of} exact`,
  ]);
  return tallies;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (import.meta.main) process.exitCode = main(process.argv[2], process.argv[3]);
