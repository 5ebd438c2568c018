import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';

/**
 * Run: node --import ./test/support/typescript.mjs test/bench/cold-start.ts [STARTS]
 * `npm start` on an installed clone, from the typed command to the first page served, by step: once on a new database, then on the one it made.
 */
const STARTS = Number(process.argv[2] ?? 5);
const ROOT = join(import.meta.dirname, '../..');
const MARKS = [
  ['built', '✓ building'],
  ['PostgreSQL up', '✓ PostgreSQL'],
  ['migrated', '✓ migrations'],
  ['demo added', '✓ demo competition'],
  ['API and worker ready', '✓ API and worker'],
] as const;
const LAST = 'first page served';

type Times = ReadonlyMap<string, number>;

const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
chmodSync(dataDir, 0o755);
try {
  const first = await timedStart();
  const later: Times[] = [];
  for (let run = 0; run < STARTS; run += 1) later.push(await timedStart());
  print(first, later);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function timedStart(): Promise<Times> {
  const port = await freePort();
  const { NODE_ENV: _, ...environment } = process.env;
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...environment, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const times = await timesOf(child, began, port);
  child.kill('SIGTERM');
  await ended;
  return times;
}

async function timesOf(child: ChildProcess, began: number, port: number): Promise<Times> {
  const times = new Map<string, number>();
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    for (const [name, words] of MARKS) if (!times.has(name) && said.includes(words)) times.set(name, performance.now() - began);
  });
  let isOver = false;
  child.once('exit', () => {
    isOver = true;
  });
  for (;;) {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (page?.ok && (await page.text()).includes('</html>')) break;
    if (isOver) throw new Error(`npm start has ended:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times.set(LAST, performance.now() - began);
}

function print(first: Times, later: readonly Times[]): void {
  console.log(
    `cold npm start, ms since the command · ${cpus().length} cores ${cpus()[0]?.model} · Node ${process.version} · ${later.length} starts\n`,
  );
  console.log(`${''.padEnd(24)}${'new database'.padStart(14)}${'median of next'.padStart(16)}${'best'.padStart(8)}`);
  for (const name of [...MARKS.map(([mark]) => mark), LAST]) {
    const all = later.flatMap((times) => times.get(name) ?? []).sort((a, b) => a - b);
    const cells = [first.get(name), all[Math.floor(all.length / 2)], all[0]].map((ms) => (ms === undefined ? '–' : ms.toFixed(0)));
    console.log(`${name.padEnd(24)}${(cells[0] ?? '').padStart(14)}${(cells[1] ?? '').padStart(16)}${(cells[2] ?? '').padStart(8)}`);
  }
}
