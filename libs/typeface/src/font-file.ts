import { closeSync, openSync, readSync } from 'node:fs';

/** What a TrueType file can draw. */
export type FontFile = {
  /** How many characters it draws. */
  readonly size: number;
  /** True when the character has a glyph with an outline, or is a space that needs none. */
  draws(codePoint: number): boolean;
};

type Table = { readonly offset: number; readonly length: number };
type Group = { readonly first: number; readonly last: number; readonly firstGlyph: number };

/**
 * Reads only the tables that say which characters are drawn (some 150 KB of 15 MB).
 * A character that the map knows but whose outline is empty counts as missing: it would print as a blank.
 * Throws when the file is no TrueType font with `glyf` outlines and a full Unicode map (cmap format 12).
 * Source: ISO/IEC 14496-22 (OpenType), tables `cmap`, `head`, `loca`.
 */
export function readFontFile(path: string): FontFile {
  const file = openSync(path, 'r');
  try {
    const tables = readDirectory(file);
    const read = (tag: string) => readTable(file, tables, tag, path);
    const groups = readGroups(read('cmap'), path);
    const hasOutline = outlines(read('loca'), read('head'));
    const draws = (codePoint: number) => {
      const glyph = glyphOf(groups, codePoint);
      return glyph !== 0 && (hasOutline(glyph) || SPACE.test(String.fromCodePoint(codePoint)));
    };
    return { size: groups.reduce((sum, { first, last }) => sum + (last - first + 1), 0), draws };
  } finally {
    closeSync(file);
  }
}

const SPACE = /^\p{Zs}$/u;

function readDirectory(file: number): ReadonlyMap<string, Table> {
  const count = readBytes(file, { offset: 4, length: 2 }).readUInt16BE(0);
  const directory = readBytes(file, { offset: 12, length: 16 * count });
  const tables = new Map<string, Table>();
  for (let at = 0; at < directory.length; at += 16) {
    tables.set(directory.toString('latin1', at, at + 4), {
      offset: directory.readUInt32BE(at + 8),
      length: directory.readUInt32BE(at + 12),
    });
  }
  return tables;
}

function readTable(file: number, tables: ReadonlyMap<string, Table>, tag: string, path: string): Buffer {
  const table = tables.get(tag);
  if (table === undefined) throw new Error(`${path} is no TrueType font with outlines: it has no table "${tag}"`);
  return readBytes(file, table);
}

function readBytes(file: number, { offset, length }: Table): Buffer {
  const bytes = Buffer.alloc(length);
  const got = readSync(file, bytes, 0, length, offset);
  if (got !== length) throw new Error(`The font file ends after ${offset + got} bytes`);
  return bytes;
}

function readGroups(cmap: Buffer, path: string): readonly Group[] {
  for (let record = 4; record < 4 + 8 * cmap.readUInt16BE(2); record += 8) {
    const start = cmap.readUInt32BE(record + 4);
    if (cmap.readUInt16BE(start) !== 12) continue;
    return Array.from({ length: cmap.readUInt32BE(start + 12) }, (_, index) => {
      const at = start + 16 + 12 * index;
      return { first: cmap.readUInt32BE(at), last: cmap.readUInt32BE(at + 4), firstGlyph: cmap.readUInt32BE(at + 8) };
    });
  }
  throw new Error(`${path} has no full Unicode character map (cmap format 12)`);
}

/** Groups are sorted by code point: halve until one is left. */
function glyphOf(groups: readonly Group[], codePoint: number): number {
  let low = 0;
  let high = groups.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = groups[middle];
    if (group === undefined) return 0;
    if (codePoint < group.first) high = middle - 1;
    else if (codePoint > group.last) low = middle + 1;
    else return group.firstGlyph + codePoint - group.first;
  }
  return 0;
}

/** `loca` holds where each outline begins; an outline that ends where it begins is empty. Short form: offsets halved, 16 bits. */
function outlines(loca: Buffer, head: Buffer): (glyph: number) => boolean {
  const long = head.readInt16BE(50) === 1;
  const startOf = (glyph: number) => (long ? loca.readUInt32BE(4 * glyph) : loca.readUInt16BE(2 * glyph));
  return (glyph) => startOf(glyph + 1) > startOf(glyph);
}
