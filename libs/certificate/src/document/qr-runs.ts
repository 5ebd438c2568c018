import QRCode from 'qrcode';

/** One row of a QR code as its dark runs: `[from, length]` in modules. */
export type QrRow = readonly (readonly [from: number, length: number])[];

/** The QR code of a text as rows of dark runs; level M: a seventh of it may be soiled. */
export function qrRuns(text: string): readonly QrRow[] {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  return Array.from({ length: size }, (_, row) => darkRuns(data.subarray(row * size, (row + 1) * size)));
}

function darkRuns(modules: Uint8Array): QrRow {
  const runs: [number, number][] = [];
  modules.forEach((dark, at) => {
    if (dark === 0) return;
    if (at > 0 && modules[at - 1] !== 0) runs[runs.length - 1] = extended(runs.at(-1));
    else runs.push([at, 1]);
  });
  return runs;
}

function extended(run: readonly [number, number] | undefined): [number, number] {
  return run === undefined ? [0, 1] : [run[0], run[1] + 1];
}
