import { problemMessage } from '#language';
import { type CompetitionPackage, type Standings, scorePackage, toDecimal, validatePackage } from '#scoring';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { readJsonFile } from './json-file.js';
import { terminalLanguage } from './terminal.js';

const USAGE = 'PACKAGE';
const FAULTY = 2;

export const score: Command = {
  usage: USAGE,
  summary: 'scores a competition package offline: standings and input hash as JSON; faults by path end with 2',
  run: async (args) => {
    const { names } = readArguments(args, `score ${USAGE}`, { least: 1, most: 1 });
    const checked = validatePackage(readJsonFile(names[0] ?? '').json);
    if (!checked.ok) {
      const language = terminalLanguage();
      for (const { path, code, params } of checked.flaws)
        console.error(`${path === '' ? '' : `${path}: `}${problemMessage(language, code, params)}`);
      return FAULTY;
    }
    console.log(JSON.stringify(scored(checked.value, scorePackage(checked.value)), null, 2));
    return 0;
  },
};

/** Standings as JSON: exact points as a fraction and as shown. */
export function scored(pkg: CompetitionPackage, { engineVersion, inputHash, entries }: Standings): object {
  const known = new Map(pkg.entries.map((entry) => [entry.id, entry]));
  return {
    competition: pkg.competition.name,
    skill: pkg.skill.name,
    engineVersion,
    inputHash,
    standings: entries.map(({ entry, status, place, points, total, scale, award, tie }) => ({
      entry,
      bib: known.get(entry)?.bib,
      name: known.get(entry)?.name,
      status,
      place,
      points: total,
      exact: points === null ? null : `${points.numerator}/${points.denominator}`,
      decimal: points === null ? null : toDecimal(points, 6),
      scale,
      award: award === null ? null : award.kind === 'prize' ? award.prize : award.kind,
      tie: tie === null ? null : { shared: tie.shared.count > 0, open: tie.open, decidedBy: tie.decidedBy },
    })),
  };
}
