import { createHash } from 'node:crypto';
import { DomainError } from '#kernel';
import { checkArchive } from './archive.js';
import { readCsvGrid } from './csv.js';
import { readGrids } from './excel.js';
import { addressOf, type Grid, type Workbook } from './grid.js';
import { megabytes, WORKBOOK_LIMITS, type WorkbookLimits } from './limits.js';

/**
 * Opens a file that somebody sent: Excel (.xlsx) or CSV, recognised by its bytes and never by its name.
 *
 * A small file that unpacks to a large one, declares a billion rows or never ends is refused without hurting the process:
 * sizes are checked before parsing, and parsing happens in a process of its own with limited memory and time.
 *
 * Throws WORKBOOK_TOO_LARGE, WORKBOOK_TOO_SLOW, WORKBOOK_UNREADABLE, WORKBOOK_OLD_FORMAT, WORKBOOK_ENCODING_UNKNOWN, WORKBOOK_EMPTY,
 * WORKBOOK_CELL_TOO_LONG (with the cell).
 */
export async function openWorkbook(file: Uint8Array, limits: WorkbookLimits = WORKBOOK_LIMITS): Promise<Workbook> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > limits.fileBytes) throw new DomainError('WORKBOOK_TOO_LARGE', { limitMb: megabytes(limits.fileBytes) });
  if (bytes.length === 0) throw new DomainError('WORKBOOK_EMPTY');
  const format = formatOf(bytes);
  if (format === 'xlsx') await checkArchive(bytes, limits);
  const grids = format === 'xlsx' ? await readGrids(bytes, limits) : [readCsvGrid(bytes)];
  for (const grid of grids) refuseLongCells(grid, limits);
  if (grids.every((grid) => grid.rows.every((row) => row.every((cell) => cell === null)))) throw new DomainError('WORKBOOK_EMPTY');
  return { format, grids, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A zip begins with `PK`, the container of old and of encrypted Excel files with D0 CF 11 E0; everything else is tried as text. */
function formatOf(bytes: Buffer): Workbook['format'] {
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new DomainError('WORKBOOK_OLD_FORMAT');
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'csv';
}

function refuseLongCells(grid: Grid, limits: WorkbookLimits): void {
  grid.rows.forEach((row, at) => {
    const column = row.findIndex((cell) => cell !== null && cell.text.length > limits.cellCharacters);
    if (column < 0) return;
    const params = { limit: limits.cellCharacters };
    throw new DomainError('WORKBOOK_CELL_TOO_LONG', params, [
      { path: addressOf(grid, at, column), code: 'WORKBOOK_CELL_TOO_LONG', params },
    ]);
  });
}
