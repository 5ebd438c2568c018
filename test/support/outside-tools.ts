import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from '@jest/globals';

/** Programs of others that check what we make: Debian packages qpdf, poppler-utils, zbar-tools. */
export type OutsideTool = 'qpdf' | 'pdffonts' | 'pdfinfo' | 'pdftotext' | 'pdftoppm' | 'zbarimg';

/** A test that needs programs of others: skipped by name where one is missing, and failed there when CI allows no skip. */
export function itWith(tools: readonly OutsideTool[], name: string, check: () => void | Promise<void>, timeoutMs = 20_000): void {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
  if (missing.length === 0 || process.env['CI']) it(name, check, timeoutMs);
  else it.skip(`${name} (skipped: this machine has no ${missing.join(', ')})`, check);
}

/** What the program says about a file with these bytes; `FILE` among the arguments stands for its path. Throws when it fails. */
export function outside(tool: OutsideTool, args: readonly string[], bytes: Uint8Array, extension = 'pdf'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-outside-'));
  try {
    const path = join(folder, `file.${extension}`);
    writeFileSync(path, bytes);
    return execFileSync(
      tool,
      args.map((arg) => (arg === 'FILE' ? path : arg)),
      { stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000, maxBuffer: 64 * 1024 * 1024 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
