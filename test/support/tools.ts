import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from '@jest/globals';

const PROGRAMS = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  'redis-server': ['redis-server'],
  pdftotext: ['pdftotext'],
  pdffonts: ['pdffonts'],
  pdftoppm: ['pdftoppm'],
  qpdf: ['qpdf'],
  zbarimg: ['zbarimg'],
} as const;

/** A program that tests need and npm does not bring. `npm test` installs them where it may. */
export type Tool = keyof typeof PROGRAMS;

/** The path of the program, or `null` where this machine has none. */
export function pathOfTool(tool: Tool): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = PROGRAMS[tool].flatMap((program) => folders.map((folder) => join(folder, program)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** `describe` where the tools are there; else its tests are skipped by name with the reason, and in CI they fail. */
export function describeWith(tools: readonly Tool[], name: string, body: () => void): void {
  const missing = tools.filter((tool) => pathOfTool(tool) === null);
  if (missing.length === 0 || process.env['CI']) describe(name, body);
  else describe.skip(`${name} (needs ${missing.join(', ')})`, body);
}
