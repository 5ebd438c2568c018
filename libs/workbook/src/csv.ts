import { parse } from 'csv-parse/sync';
import { DomainError } from '#kernel';
import type { Grid } from './grid.js';
import { foldWidth, tidy } from './text.rules.js';

const DELIMITERS = [',', '\t', ';', '|'] as const;

/**
 * A CSV file as one grid named `CSV`: UTF-8 (with or without byte order mark), UTF-16 with a mark, else GB18030; the delimiter is guessed.
 * Throws WORKBOOK_ENCODING_UNKNOWN, WORKBOOK_UNREADABLE (a quote that never ends).
 */
export function readCsvGrid(bytes: Buffer): Grid {
  const text = decode(bytes);
  try {
    const records: unknown = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      relax_quotes: true,
    });
    return { name: 'CSV', rows: Array.isArray(records) ? records.map(rowOf) : [] };
  } catch {
    throw new DomainError('WORKBOOK_UNREADABLE');
  }
}

function rowOf(record: unknown): Grid['rows'][number] {
  if (!Array.isArray(record)) return [];
  return record.map((value) => {
    const text = tidy(String(value));
    return text === '' ? null : { kind: 'text', text };
  });
}

/** The text of the bytes; a NUL in it means that it is no text at all. */
function decode(bytes: Buffer): string {
  const encodings =
    bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : bytes[0] === 0xfe && bytes[1] === 0xff ? ['utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    const text = decodeAs(encoding, bytes);
    if (text !== null) return text;
  }
  throw new DomainError('WORKBOOK_ENCODING_UNKNOWN');
}

function decodeAs(encoding: string, bytes: Buffer): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** The delimiter that stands most often, outside quotes, in the first line that has one. */
function delimiterOf(text: string): string {
  const head = foldWidth(text.slice(0, 4_000).replace(/"[^"]*"/g, ''));
  for (const line of head.split(/\r?\n/)) {
    const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length - 1 }));
    const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
    if (best.count > 0) return best.delimiter;
  }
  return ',';
}
