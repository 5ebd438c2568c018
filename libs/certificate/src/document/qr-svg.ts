import QRCode from 'qrcode';

/** The QR code of a text as an SVG picture of one path, one unit a module; level M: a seventh of it may be soiled. */
export function qrSvg(text: string): string {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, row) => darkRuns(data.subarray(row * size, (row + 1) * size)));
  const path = rows.flatMap((runs, row) => runs.map(({ from, length }) => `M${from} ${row}h${length}v1h-${length}z`)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
}

type Run = { readonly from: number; readonly length: number };

/** The dark stretches of a row, so that no hairlines show between its modules. */
function darkRuns(modules: Uint8Array): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < modules.length; from++) {
    if (modules[from] === 0) continue;
    const end = modules.indexOf(0, from);
    const length = (end === -1 ? modules.length : end) - from;
    runs.push({ from, length });
    from += length;
  }
  return runs;
}
