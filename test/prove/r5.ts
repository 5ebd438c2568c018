import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { computeStandings, type ScoringInput } from '#scoring';
import { scoringInput } from '../vectors/arbitraries.js';
import { kernelRows } from '../vectors/kernel-rows.js';
import { count, type Proof } from './proof.js';

const CHUNK = 500;

/** Random competitions by both ways: the compiled kernel, and the plain evaluator in exact fractions. */
export const r5: Proof = {
  size: 10_000,
  prove: async (size, dice, say) => {
    const seen = { tied: 0, unplaced: 0 };
    for (let from = 0; from < size; from += CHUNK) {
      const found = fc.check(
        fc.property(scoringInput, (input) => isSame(input, seen)),
        { numRuns: Math.min(CHUNK, size - from), seed: dice.seed + from },
      );
      if (found.failed) {
        say(`seed ${dice.seed + from}, path ${found.counterexamplePath}: ${JSON.stringify(found.counterexample)}`);
        return { holds: false, figure: `the kernel differs from the exact evaluator within ${count(from + CHUNK)} random competitions` };
      }
      say(`${count(from + found.numRuns)} of ${count(size)}`);
    }
    const figure =
      `kernel = exact evaluator in ${count(size)} of ${count(size)} random competitions ` +
      `(${count(seen.tied)} tied and ${count(seen.unplaced)} unplaced entries among them, seed ${dice.seed})`;
    return { holds: seen.tied > 0 && seen.unplaced > 0, figure };
  },
};

function isSame(input: ScoringInput, seen: { tied: number; unplaced: number }): boolean {
  const { entries, scale } = computeStandings(input);
  seen.tied += entries.filter(({ tie }) => tie !== null).length;
  seen.unplaced += entries.filter(({ unplaced }) => unplaced !== null).length;
  return isDeepStrictEqual(kernelRows(input), { rows: entries.map(({ breakdown: _, ...row }) => row), scale });
}
