import { compileKernel, encodeSheet, type Kernel, kernelStandings, type RankedRow, type ScaleNote, type ScoringInput } from '#scoring';

/** The rows of an input by way of sheets and the kernel. */
export function kernelRows(input: ScoringInput): { readonly rows: readonly Omit<RankedRow, 'index'>[]; readonly scale: ScaleNote } {
  const kernel = compileKernel(input.scheme, input.rules);
  const { rows, scale } = kernelStandings(input.rules, kernel.run(marksOf(kernel, input)), input.entries, input.decisions);
  return { rows: rows.map(({ index: _, ...row }) => row), scale };
}

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
