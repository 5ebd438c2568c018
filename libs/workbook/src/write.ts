import ExcelJS from 'exceljs';
import type { ProblemDetail } from '#kernel';
import { columnLetters, type Grid } from './grid.js';

/** A worksheet to write: rows of texts and numbers; `choices` puts a drop-down on a column from the second row on. */
export type GridToWrite = {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Widths in characters, by column. */
  readonly widths?: readonly number[];
  readonly choices?: Readonly<Record<number, readonly string[]>>;
};

/** An .xlsx file with a bold, frozen first row on each worksheet. Texts stay texts: nothing is ever written as a formula. */
export async function writeWorkbook(grids: readonly GridToWrite[]): Promise<Uint8Array> {
  const book = newBook();
  for (const grid of grids) {
    const sheet = book.addWorksheet(grid.name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const row of grid.rows) sheet.addRow([...row]);
    sheet.getRow(1).font = { bold: true };
    grid.widths?.forEach((width, column) => {
      sheet.getColumn(column + 1).width = width;
    });
    for (const [column, choices] of Object.entries(grid.choices ?? {})) {
      for (let row = 2; row <= Math.max(200, grid.rows.length); row++) {
        sheet.getCell(row, Number(column) + 1).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${choices.join(',')}"`] };
      }
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/**
 * The same grids written anew with their problems: the cell in red with a note, and one more column that says it in words.
 * @param messageOf the text of a problem in the reader's language
 */
export async function writeAnnotatedCopy(
  grids: readonly Grid[],
  details: readonly ProblemDetail[],
  heading: string,
  messageOf: (detail: ProblemDetail) => string,
): Promise<Uint8Array> {
  const book = newBook();
  for (const [at, grid] of grids.entries()) {
    const sheet = book.addWorksheet(sheetName(grid.name, at));
    for (const row of grid.rows) sheet.addRow(row.map((cell) => (cell?.kind === 'number' ? Number(cell.text) : (cell?.text ?? null))));
    const errorColumn = 1 + grid.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
    const mine = details.filter(({ path }) => path.startsWith(`${grid.name}!`));
    if (mine.length === 0) continue;
    sheet.getCell(1, errorColumn).value = heading;
    sheet.getColumn(errorColumn).width = 60;
    for (const detail of mine) {
      const { row, column } = placeIn(detail.path.slice(grid.name.length + 1));
      const text = messageOf(detail);
      if (column !== null) {
        const cell = sheet.getCell(`${column}${row}`);
        cell.note = text;
        cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } };
      }
      const said = sheet.getCell(row, errorColumn);
      said.value = [said.text, `${column ?? columnLetters(0)}${row}: ${text}`].filter((part) => part !== '').join('\n');
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function newBook(): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  book.creator = 'Guildhall';
  return book;
}

/** Excel forbids some characters, more than 31 of them, and the same name twice; a file from outside may have any of it. */
function sheetName(name: string, at: number): string {
  const allowed = name.replace(/[*?:\\/[\]]|^'|'$/g, '_').slice(0, 26);
  return allowed === name || (name.length <= 31 && !/[*?:\\/[\]]|^'|'$/.test(name)) ? name : `${allowed}_${at + 1}`;
}

/** `F12` → column F, row 12; `12` → the row alone. */
function placeIn(address: string): { readonly row: number; readonly column: string | null } {
  const [, column = '', row = '1'] = /^([A-Z]*)(\d+)$/.exec(address) ?? [];
  return { row: Number(row), column: column === '' ? null : column };
}
