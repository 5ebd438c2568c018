import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { canonicalJson, inputHashOf, inputOf, type Json, scorePackage } from '#scoring';
import { samplePackage } from '../../../test/support/sample-package.js';
import { score } from './score.js';
import { verify } from './verify.js';

let folder: string;
const printed: { out: string[]; err: string[] } = { out: [], err: [] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-cli-'));
  printed.out = [];
  printed.err = [];
  jest.spyOn(console, 'log').mockImplementation((line) => void printed.out.push(String(line)));
  jest.spyOn(console, 'error').mockImplementation((line) => void printed.err.push(String(line)));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** What would have been published of the sample, were its ids ours. */
function publishedDocument(): Record<string, unknown> {
  const { entries, inputHash, engineVersion } = scorePackage(samplePackage);
  const rows = entries.map(({ entry, place, total }) => ({ entryId: entry, name: entry, place, points: total, scale: null, award: null }));
  return { format: 'guildhall-result/1', inputHash, engineVersion, rows };
}

describe('score', () => {
  it('prints standings and the input hash as JSON', async () => {
    expect(await score.run([fileOf('package.json', samplePackage)])).toBe(0);
    const answer = JSON.parse(printed.out.join('\n'));
    expect(answer.inputHash).toBe(inputHashOf(inputOf(samplePackage)));
    expect(answer.standings[0]).toMatchObject({ bib: '7', name: '张喆', place: 1, points: '8.75', exact: '35/4' });
  });

  it('ends with 2 and names the path of each fault', async () => {
    const faulty = { ...samplePackage, marks: [{ entry: 'e1', aspect: 'A1.1', seat: 'J1', value: '11' }] };
    expect(await score.run([fileOf('package.json', faulty)])).toBe(2);
    expect(printed.err).toEqual([expect.stringMatching(/^marks\.0\.value: /)]);
    expect(printed.out).toEqual([]);
  });

  it('prints a fault of the whole file without a path', async () => {
    const { rules: _, ...without } = samplePackage;
    expect(await score.run([fileOf('package.json', without)])).toBe(2);
    expect(printed.err).toEqual([expect.stringMatching(/^[^:]*rules/)]);
  });

  it.each([
    ['no file', 'nothing.json', 'FILE_UNREADABLE'],
    ['no JSON', 'broken.json', 'FILE_NOT_JSON'],
  ])('says when there is %s', async (_, name, code) => {
    fileOf('broken.json', '{');
    await expect(score.run([join(folder, name)])).rejects.toMatchObject({ code });
  });
});

describe('verify', () => {
  it('finds a published result in the package that it came from', async () => {
    const document = fileOf('result.json', canonicalJson(publishedDocument() as Json));
    expect(await verify.run([document, fileOf('package.json', samplePackage)])).toBe(0);
    expect(printed.out.at(-1)).toBe('✓ verified');
  });

  it('names each row that the package does not give again', async () => {
    const document = fileOf('result.json', canonicalJson(publishedDocument() as Json));
    const altered = { ...samplePackage, marks: samplePackage.marks.map((mark) => (mark.entry === 'e1' ? { ...mark, value: '5' } : mark)) };
    expect(await verify.run([document, fileOf('package.json', altered)])).toBe(1);
    expect(printed.out.filter((line) => line.startsWith('✗ e'))).toEqual([
      '✗ e1: published place 1, points 8.75, scale –, award –, computed place 2, points 5.00, scale –, award –',
      '✗ e2: published place 2, points 6.50, scale –, award –, computed place 1, points 6.50, scale –, award –',
    ]);
  });

  it('calls nothing verified that it could not compare', async () => {
    const [document, pkg] = [fileOf('result.json', canonicalJson(publishedDocument() as Json)), fileOf('package.json', samplePackage)];
    expect(await verify.run([document])).toBe(0);
    expect(await verify.run([pkg])).toBe(0);
    expect(await verify.run([pkg, pkg])).toBe(1);
    expect(await verify.run([document, document])).toBe(1);
    expect(printed.out).not.toContain('✓ verified');
  });

  it('refuses a document that is not byte for byte what was published', async () => {
    expect(await verify.run([fileOf('result.json', JSON.stringify(publishedDocument(), null, 2))])).toBe(1);
  });
});
