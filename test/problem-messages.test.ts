import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { kernelProblems, problemCodes } from '#kernel';
import { LANGUAGES, problemMessage } from '#language';

/** Parameters with any name: the test asks for a text, not for its numbers. */
const anyParams: Record<string, string> = new Proxy({}, { get: (_, name) => `<${String(name)}>` });

describe('every problem that a room declares', () => {
  it.each(LANGUAGES)('has a message in %s', async (language) => {
    const files = ['libs', 'apps'].flatMap(problemFilesIn);
    await Promise.all(files.map((file) => import(file)));
    const codes = problemCodes();
    expect(codes).toEqual(expect.arrayContaining(Object.keys(kernelProblems)));
    expect(codes.filter((code) => !isDescribed(language, code))).toEqual([]);
  });
});

function isDescribed(language: (typeof LANGUAGES)[number], code: string): boolean {
  try {
    return problemMessage(language, code, anyParams) !== '';
  } catch {
    return false;
  }
}

function problemFilesIn(top: string): readonly string[] {
  const root = join(import.meta.dirname, '..', top);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.problems.ts') && !file.parentPath.includes('node_modules'))
    .map((file) => join(file.parentPath, file.name));
}
