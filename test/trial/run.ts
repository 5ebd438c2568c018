// npm run trial:figure-skating -- DIR · npm run trial:worldskills -- DIR [--alter]
import type { CompetitionPackage } from '#scoring';
import { compareSegment, figureSkatingTrials } from './figure-skating.packages.js';
import type { PageRow } from './page-rows.js';
import { withProduct } from './product.js';
import { addTallies, isExact, type Tally } from './trial.js';
import { compareSkill, type Medal, memberExpectations, worldSkillsTrials } from './worldskills.packages.js';

const MEDALS: Readonly<Record<string, Medal>> = { gold: 'gold', silver: 'silver', bronze: 'bronze', medallion: 'medallion' };

/** Every segment through import, worker, publication and public page, against the official totals and places. */
async function figureSkating(directory: string): Promise<readonly Tally[]> {
  const trials = figureSkatingTrials(directory);
  const results = await withProduct(async ({ resultsOf }) => {
    const compared = [];
    for (const [at, trial] of trials.entries()) {
      progress(at, trials.length, trial.slug);
      const rows = await resultsOf(addressOf(trial.slug, at), trial.package);
      compared.push(compareSegment(trial, (entry) => rows.get(entry)));
    }
    return compared;
  });
  const totals = addTallies(results.map((result) => result.totals));
  const places = addTallies(results.map((result) => result.places));
  print([...totals.wrong, ...places.wrong]);
  print([`totals ${totals.exact}/${totals.of} exact, places ${places.exact}/${places.of} exact`]);
  return [totals, places];
}

/** The same for skills whose marks are on the 700 scale: positions and medals against the file and one member's published results. */
async function worldSkills(directory: string, alter: (pkg: CompetitionPackage) => CompetitionPackage): Promise<readonly Tally[]> {
  const member = memberExpectations(directory);
  const trials = worldSkillsTrials(directory);
  const results = await withProduct(async ({ resultsOf }) => {
    const compared = [];
    for (const [at, trial] of trials.entries()) {
      progress(at, trials.length, trial.slug);
      const rows = await resultsOf(addressOf(trial.slug, at), at === 0 ? alter(trial.package) : trial.package);
      compared.push(compareSkill(trial, member, (entry) => withMedal(rows.get(entry))));
    }
    return compared;
  });
  const [marks, positions, medals, published] = [
    addTallies(results.map((result) => result.marks)),
    addTallies(results.map((result) => result.positions)),
    addTallies(results.map((result) => result.medals)),
    addTallies(results.map((result) => result.member)),
  ];
  const counted = results.flatMap((result) => result.counted);
  const count = (medal: Medal | null): number => counted.filter((one) => one === medal).length;
  print([marks, positions, medals, published].flatMap(({ wrong }) => wrong));
  print([
    `published positions and medals of one member: ${published.exact}/${published.of} exact; marks ${marks.exact}/${marks.of}; without medal ${count(null)}`,
    `medals ${count('gold')}/${count('silver')}/${count('bronze')}/${count('medallion')} ${isExact(medals) ? 'exact' : 'WRONG'}, positions ${positions.exact}/${positions.of} exact`,
  ]);
  return [marks, positions, medals, published];
}

function withMedal(row: PageRow | undefined) {
  return row && { ...row, medal: row.award === null ? null : (MEDALS[row.award] ?? null) };
}

/** The best mark one point lower: the trial must notice. */
function withOneMarkAltered(pkg: CompetitionPackage): CompetitionPackage {
  const [first, ...rest] = pkg.marks;
  if (first === undefined) return pkg;
  return { ...pkg, marks: [{ ...first, value: String(Number(first.value) - 1) }, ...rest] };
}

/** A part of a public address: short, and distinct also where long names begin alike. */
function addressOf(slug: string, at: number): string {
  return `${at + 1}-${slug}`.slice(0, 60).replace(/-+$/, '');
}

function progress(at: number, of: number, slug: string): void {
  if (at % 5 === 0) process.stderr.write(`${at}/${of} ${slug}\n`);
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

const [kind, directory, option] = process.argv.slice(2);
if (directory === undefined || (kind !== 'figure-skating' && kind !== 'worldskills')) {
  process.stderr.write('Usage: npm run trial:figure-skating -- DIR, npm run trial:worldskills -- DIR [--alter]\n');
  process.exitCode = 2;
} else {
  const alter = option === '--alter' ? withOneMarkAltered : (pkg: CompetitionPackage) => pkg;
  const tallies = await (kind === 'figure-skating' ? figureSkating(directory) : worldSkills(directory, alter));
  process.exitCode = tallies.every(isExact) ? 0 : 1;
}
