import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PAGE_MESSAGES, PROBLEM_FILES } from './catalogue.js';
import { problemMessage } from './index.js';
import { type Messages, placeholdersOf } from './render.js';

const root = join(import.meta.dirname, '../../..');
const all = [...PROBLEM_FILES, PAGE_MESSAGES].flatMap((file: Messages) => Object.entries(file));

describe('the catalogue', () => {
  it.each(all)('%s says something in both languages, with the same parameters', (_, texts) => {
    expect(texts['zh-CN'].trim()).not.toBe('');
    expect(texts.en.trim()).not.toBe('');
    expect(placeholdersOf(texts.en)).toEqual(placeholdersOf(texts['zh-CN']));
  });

  it.each(all)('%s has no Chinese in English and no stray half-width comma in Chinese', (_, texts) => {
    expect(texts.en).not.toMatch(/[\p{Script=Han}，。；：！？、（）]/u);
    expect(texts['zh-CN']).not.toMatch(/\p{Script=Han}[,;:!?]/u);
  });

  it('describes each problem code in one file only', () => {
    const codes = PROBLEM_FILES.flatMap((file) => Object.keys(file));
    expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  });

  it('holds no page string that no page uses', () => {
    const sources = ['apps', 'libs'].flatMap((folder) => sourcesIn(join(root, folder))).join('\n');
    expect(Object.keys(PAGE_MESSAGES).filter((key) => !sources.includes(`'${key}'`))).toEqual([]);
  });

  it('gathers every file of problems', () => {
    const gathered = readFileSync(join(import.meta.dirname, 'catalogue.ts'), 'utf8');
    const files = readdirSync(join(import.meta.dirname, 'problems'));
    expect(files.filter((file) => !gathered.includes(`'./problems/${file.replace('.ts', '.js')}'`))).toEqual([]);
  });
});

describe('problemMessage', () => {
  it('fills in the parameters', () => {
    expect(problemMessage('en', 'OUT_OF_RANGE', { min: 0, max: 3 })).toBe('Must be between 0 and 3.');
    expect(problemMessage('zh-CN', 'OUT_OF_RANGE', { min: 0, max: 3 })).toBe('必须在 0 到 3 之间。');
  });

  it('throws under a test when a code has no message or a parameter is missing', () => {
    expect(() => problemMessage('en', 'NO_SUCH_CODE')).toThrow('NO_SUCH_CODE');
    expect(() => problemMessage('en', 'OUT_OF_RANGE', { min: 0 })).toThrow('"max"');
  });
});

/** Everything that may use a page string: sources, not tests and not this room. */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !file.parentPath.includes(join('libs', 'language')))
    .filter((file) => !file.parentPath.includes('node_modules') && !/\.test\.tsx?$/.test(file.name))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
}
