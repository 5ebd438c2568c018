import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileKernel, computeStandings, encodeSheet, type Kernel, kernelStandings, type ScoringInput, validatePackage } from '#scoring';
import { packageOf, scoringInput } from './arbitraries.js';

describe('the kernel', () => {
  it('gives the rows of the exact evaluator for any competition', () => {
    let ties = 0;
    fc.assert(
      fc.property(scoringInput, (input) => {
        const expected = computeStandings(input);
        const kernel = compileKernel(input.scheme, input.rules);
        const { rows, scale } = kernelStandings(input.rules, kernel.run(marksOf(kernel, input)), input.entries, input.decisions);
        expect(rows.map(({ index: _index, ...row }) => row)).toEqual(expected.entries.map(({ breakdown: _breakdown, ...row }) => row));
        expect(scale).toEqual(expected.scale);
        ties += expected.entries.filter(({ tie }) => tie !== null).length;
      }),
      { numRuns: 1500 },
    );
    expect(ties).toBeGreaterThan(100);
  });

  it('is fed by competitions that pass validation', () => {
    fc.assert(
      fc.property(scoringInput, (input) => {
        expect(validatePackage(JSON.parse(JSON.stringify(packageOf(input))))).toMatchObject({ ok: true });
      }),
      { numRuns: 300 },
    );
  });
});

function marksOf(kernel: Kernel, input: ScoringInput): Int32Array {
  const marks = kernel.emptyMarks(input.entries.length);
  const sheets = Map.groupBy(input.marks, (mark) => `${mark.entry} ${mark.seat}`);
  input.entries.forEach((entry, at) => {
    kernel.seats.forEach((seat, position) => {
      const sheet = sheets.get(`${entry.id} ${seat}`);
      if (sheet !== undefined) kernel.putSheet(marks, at, position, encodeSheet(input.scheme, sheet));
    });
  });
  return marks;
}
