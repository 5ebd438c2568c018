// `npm test`: installs what is missing, then checks and tests everything. With arguments: builds, and runs Jest with them.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { ensureBuilt } from './launch.mjs';
import { environmentOf, findNode } from './node24.mjs';
import { lastLines, Refusal, ROOT, run, step } from './steps.mjs';
import { ensureTools } from './tools.mjs';

/** npm scripts that pass or fail as a whole, in this order. */
const CHECKS = ['lint', 'typecheck', 'floors', 'schema:check', 'docs:check'];
/** CI allows no other skip: real results are data, no part of the project, and .ci/run says where they are missing. */
const DATA_MISSING = /skipped: no trial data/;
const REPORT = join(ROOT, '.cache/jest.json');

const count = { passed: 0, failed: 0, skipped: 0 };
const args = process.argv.slice(2);

try {
  await ensureInstalled();
  const node = findNode();
  const env = { ...environmentOf(node), NODE_ENV: 'test' };
  await ensureBuilt(node);
  await lookForTools(node);
  if (args.length === 0) for (const script of CHECKS.filter(isScript)) await check(script, env);
  await jest(node, env);
} catch (error) {
  count.failed += 1;
  console.error(error instanceof Refusal ? error.message : error);
}
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
process.exitCode = count.failed > 0 ? 1 : 0;

/** In CI a missing tool is a failure; elsewhere the tests that need it are skipped by name. */
async function lookForTools(node) {
  for (const { name, reason } of await ensureTools(node)) {
    console.log(`  ! ${name} is missing, tests that need it are ${process.env.CI ? 'failed' : 'skipped'}: ${reason}`);
    if (process.env.CI) count.failed += 1;
  }
}

function isScript(name) {
  return name in JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
}

async function check(script, env) {
  const attempt = step(script, async () => {
    const { code, said } = await run('npm', ['run', '--silent', script], { env });
    if (code !== 0) throw new Refusal(lastLines(said, 60));
  });
  await attempt.then(
    () => {
      count.passed += 1;
    },
    (error) => {
      count.failed += 1;
      console.error(error.message);
    },
  );
}

/** Counts tests; a file that could not even be loaded is one failure. */
async function jest(node, env) {
  mkdirSync(dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const program = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
  const options = ['--ci', '--maxWorkers=2', '--testTimeout=30000', '--passWithNoTests', '--json', `--outputFile=${REPORT}`, ...args];
  const { code } = await step('jest', () =>
    run(node, [...program, ...options], { env, stdio: ['ignore', 'ignore', 'inherit'] }).then(({ code }) => ({ code })),
  );
  if (!existsSync(REPORT)) throw new Refusal(`Jest ended without a report (exit code ${code})`);
  const report = JSON.parse(readFileSync(REPORT, 'utf8'));
  count.passed += report.numPassedTests;
  count.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  count.skipped += report.numPendingTests + report.numTodoTests;
  const skipped = skippedTests(report);
  for (const name of skipped) console.log(`  skipped: ${name}`);
  const isOdd = code !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0;
  if (isOdd) console.log(`  ✗ Jest ended with exit code ${code}`);
  const isTooMuch = process.env.CI && skipped.some((name) => !DATA_MISSING.test(name));
  if (isTooMuch) console.log('  ✗ CI allows no skip');
  if (isOdd || isTooMuch) count.failed += 1;
}

function skippedTests(report) {
  return report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
  );
}
