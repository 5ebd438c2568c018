import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DomainError } from '#kernel';
import type { RawCell, RawGrid } from './excel.process.js';
import type { Cell, Grid } from './grid.js';
import type { WorkbookLimits } from './limits.js';
import { storedDecimal, tidy } from './text.rules.js';

/**
 * The grids of an .xlsx file whose size has been checked, read by a process that is ended when it needs too long or too much memory.
 * Throws WORKBOOK_TOO_SLOW, WORKBOOK_UNREADABLE.
 */
export async function readGrids(bytes: Buffer, limits: WorkbookLimits): Promise<readonly Grid[]> {
  const raw = await inOwnProcess(bytes, limits);
  return raw.map(({ name, rows }) => ({ name, rows: rows.map((row) => row.map(cellOf)) }));
}

function inOwnProcess(bytes: Buffer, limits: WorkbookLimits): Promise<readonly RawGrid[]> {
  // The source runs as it is under Node 24, the build as JavaScript: the process's file has the same ending as this one.
  const file = new URL(`./excel.process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
  const reader = fork(fileURLToPath(file), [], {
    execArgv: [`--max-old-space-size=${limits.memoryMb}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const tooSlow = new DomainError('WORKBOOK_TOO_SLOW', { seconds: Math.ceil(limits.timeMs / 1000) });
  return new Promise<readonly RawGrid[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow), limits.timeMs);
    reader.once('message', (grids: readonly RawGrid[]) => resolve(grids));
    reader.once('error', reject);
    // Exit code 1 is an error the reader threw; anything else is the end of its memory.
    reader.once('exit', (code) => {
      clearTimeout(timer);
      reject(code === 0 || code === 1 ? new DomainError('WORKBOOK_UNREADABLE') : tooSlow);
    });
    reader.send(bytes, (error) => error && reject(error));
  }).finally(() => reader.kill('SIGKILL'));
}

function cellOf(raw: RawCell): Cell | null {
  if (raw === null) return null;
  const [kind, stored] = raw;
  switch (kind) {
    case 'n':
      return { kind: 'number', text: storedDecimal(stored) };
    case 'b':
      return { kind: 'boolean', text: stored };
    case 'd':
      return { kind: 'date', text: stored.replace(/T00:00:00\.000Z$/, '') };
    case 't': {
      const text = tidy(stored);
      return text === '' ? null : { kind: 'text', text };
    }
    default:
      return kind satisfies never;
  }
}
