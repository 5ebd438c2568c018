import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const ROOMS = ['scoring', 'kernel', 'database', 'jobs', 'audit', 'identity', 'competition', 'studio', 'marking', 'certificate'];

/** Rule that must fire · file · what it imports. Each is the only fault of its file. */
const PLANTED = [
  ['floor-of-identity', 'libs/identity/src/upward.ts', '#marking'],
  ['floor-of-competition', 'libs/competition/src/neighbour.ts', '#studio'],
  ['floor-of-jobs', 'libs/jobs/src/neighbour.ts', '#audit'],
  ['floor-of-database', 'libs/database/src/upward.ts', '#certificate'],
  ['room-without-floor', 'libs/attic/src/box.ts', '#kernel'],
  ['scoring-imports-nothing', 'libs/scoring/src/hash.ts', 'node:crypto'],
  ['scoring-imports-nothing', 'libs/scoring/src/decimal.ts', 'zod'],
  ['kernel-imports-nothing', 'libs/kernel/src/shape.ts', 'zod'],
  ['kernel-imports-nothing', 'libs/kernel/src/file.ts', 'node:fs'],
  ['front-door-only', 'libs/marking/src/deep.ts', '../../identity/src/account.js'],
  ['front-door-only-for-apps', 'apps/api/src/deep.ts', '../../../libs/identity/src/account.js'],
  ['front-door-not-from-inside', 'libs/identity/src/inside.ts', './index.js'],
  ['owner-of-nestjs-graphql', 'libs/marking/src/field.ts', '@nestjs/graphql'],
  ['owner-of-typeorm', 'apps/worker/src/query.ts', 'pg'],
  ['owner-of-typeorm', 'apps/api/src/query.ts', 'typeorm'],
  ['owner-of-bullmq', 'libs/marking/src/queue.ts', 'bullmq'],
  ['owner-of-exceljs', 'libs/competition/src/list.ts', 'exceljs'],
  ['apps-are-doors', 'libs/marking/src/door.ts', '../../../apps/api/src/door.js'],
  ['apps-do-not-meet', 'apps/worker/src/door.ts', '../../api/src/door.js'],
  ['web-knows-scoring-only', 'apps/web/src/page.ts', '#kernel'],
  ['rules-need-no-package', 'libs/marking/src/sheet.rules.ts', 'zod'],
  ['rules-need-no-machine', 'libs/marking/src/clock.rules.ts', 'node:fs'],
  ['rules-need-no-service', 'libs/marking/src/marking.policy.ts', './sheet.service.js'],
  ['product-without-test', 'libs/marking/src/fake.ts', '../../../test/support/given.js'],
  ['ships-with-its-packages', 'libs/marking/src/built.ts', '@swc/core'],
  ['no-cycle', 'libs/studio/src/egg.ts', './hen.js'],
  ['resolves', 'libs/marking/src/deeper.ts', '#identity/account'],
] as const;

/** What the planted files import by path; clean by themselves. */
const INNOCENT = ['libs/identity/src/account.ts', 'apps/api/src/door.ts', 'libs/marking/src/sheet.service.ts', 'test/support/given.ts'];

/** The other half of the planted cycle, which is reported once. */
const HEN = ['libs/studio/src/hen.ts', "import * as it from './egg.js';\nexport const kept = it;\n"] as const;

type Rule = { readonly name: string };
const { forbidden }: { readonly forbidden: readonly Rule[] } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-floors-'));
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json']) await cp(join(root, file), join(folder, file));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const path of [...ROOMS.map((room) => `libs/${room}/src/index.ts`), ...INNOCENT]) await plant(path, 'export const innocent = 1;\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('finds nothing where nothing is wrong', async () => {
  expect(await violations()).toEqual([]);
});

it('finds each planted violation, and only those', async () => {
  for (const [, path, imported] of PLANTED) await plant(path, `import * as it from '${imported}';\nexport const kept = it;\n`);
  await plant(...HEN);
  expect(await violations()).toEqual(PLANTED.map(([rule, path]) => `${rule} ${path}`).sort());
});

it('has a planted violation for every kind of rule', () => {
  const planted = new Set<string>(PLANTED.map(([rule]) => rule));
  const kinds = forbidden.map(({ name }) => name).filter((name) => !name.startsWith('floor-of-'));
  expect(kinds.filter((name) => !planted.has(name))).toEqual([]);
});

async function plant(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function violations(): Promise<readonly string[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [program, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs', 'test'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 50_000_000 }, (_, stdout) => resolve(stdout));
  });
  const { summary }: { summary: { violations: readonly { from: string; rule: Rule }[] } } = JSON.parse(output);
  return summary.violations.map(({ from, rule }) => `${rule.name} ${from}`).sort();
}
