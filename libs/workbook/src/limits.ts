/** How much a file from outside may ask of us. Sizes in bytes, time in milliseconds. */
export type WorkbookLimits = {
  readonly fileBytes: number;
  /** All that a workbook unpacks to, as declared and as measured. */
  readonly inflatedBytes: number;
  readonly archiveEntries: number;
  /** Characters in one cell. Source: Microsoft, "Excel specifications and limits": 32,767. */
  readonly cellCharacters: number;
  readonly timeMs: number;
  readonly memoryMb: number;
};

export const WORKBOOK_LIMITS: WorkbookLimits = {
  fileBytes: 10 * 1024 * 1024,
  inflatedBytes: 64 * 1024 * 1024,
  archiveEntries: 2_000,
  cellCharacters: 32_767,
  timeMs: 20_000,
  memoryMb: 384,
};

/** A limit of bytes in the unit that a message shows. */
export function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
