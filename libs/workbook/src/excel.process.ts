import readExcel from 'read-excel-file/universal';

// A process of its own: a small file may ask for a billion empty rows, and running out of memory in a thread would end them all.
// Whoever starts it limits its memory and time, sends the bytes once, and gives it no environment.

/** A cell on its way out of the process: the first letter of its kind, then its text as stored. */
export type RawCell = readonly ['t' | 'n' | 'b' | 'd', string] | null;
export type RawGrid = { readonly name: string; readonly rows: readonly (readonly RawCell[])[] };

class Decimal {
  readonly raw: string;
  constructor(raw: string) {
    this.raw = raw;
  }
}

function rawCell(value: unknown): RawCell {
  if (value === null || value === undefined) return null;
  if (value instanceof Decimal) return ['n', value.raw];
  if (value instanceof Date) return ['d', value.toISOString()];
  if (typeof value === 'boolean') return ['b', value ? 'TRUE' : 'FALSE'];
  return ['t', String(value)];
}

process.once('message', async (bytes: Uint8Array) => {
  const sheets = await readExcel(new Uint8Array(bytes).buffer, { trim: false, parseNumber: (raw: string) => new Decimal(raw) });
  const grids: readonly RawGrid[] = sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(rawCell)) }));
  process.send?.(grids, () => process.disconnect());
});
