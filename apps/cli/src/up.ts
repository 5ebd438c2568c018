import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Config, DEMO_LOGINS } from '#config';
import { migrations } from '#database';
import { DomainError } from '#kernel';
import './cli.problems.js';
import type { Command } from './command.js';
import { environmentOfApps, type Installation, openInstallation, readInstallation } from './installation.js';
import { migrateAll } from './migrate.js';
import { type AppProcess, jsonOf, startApp } from './process.js';
import { sinceStart, step } from './terminal.js';

const APPS = join(import.meta.dirname, '../..');
const READY_WITHIN_MS = 120_000;

export const up: Command = {
  usage: '',
  summary: 'starts everything and stops it on Ctrl-C: database, migrations, demo on the first run, API, worker',
  run: runUntilAsked,
};

/** What has been started, oldest first; stopped in the opposite order. */
type Started = (() => Promise<void>)[];

async function runUntilAsked(): Promise<number> {
  const started: Started = [];
  const asked = untilAsked();
  try {
    const apps = await startAll(started, asked);
    const reason = await Promise.race([asked.signal, ...apps.map(untilEnded)]);
    if (reason !== 'asked') throw reason;
    console.log('\nStopping');
    return 0;
  } catch (error) {
    // What broke because it was interrupted is not worth a word.
    if (asked.isAsked()) return 0;
    throw error;
  } finally {
    for (const stop of started.toReversed()) await stop();
    if (started.length > 0) console.log('Stopped');
  }
}

async function startAll(started: Started, asked: Asked): Promise<readonly AppProcess[]> {
  await ensurePortIsFree(readInstallation());
  const installation = await step('PostgreSQL', async (tell) => openInstallation(tell));
  started.push(() => step('stopping PostgreSQL', installation.stop));
  if (installation.home !== null) console.log(`    its data is in ${installation.home}`);
  asked.check();
  const applied = await step('migrations', (tell) => migrateAll(installation.adminUrl, installation.config.SECRET, tell));
  asked.check();
  const hasDemo = await addDemoOnce(installation, applied);
  asked.check();
  const worker = launch('worker', installation, started);
  const api = launch('api', installation, started);
  await step('API and worker', () => Promise.race([asked.signal, Promise.all([workerReady(worker), apiReady(api, installation.config)])]));
  asked.check();
  console.log(`\nReady after ${sinceStart()}: ${installation.config.publicUrl}/`);
  if (hasDemo) printLogins();
  console.log('\nCtrl-C stops everything.');
  return [api, worker];
}

/**
 * Adds the demo when the database is new; never in production. Returns whether it is there. A database that someone else
 * set up gets none: its logins have a password that everyone knows.
 */
async function addDemoOnce({ config, home }: Installation, applied: readonly string[]): Promise<boolean> {
  if (config.production) return false;
  const mark = home === null ? null : join(home, 'demo-added');
  if (mark !== null && existsSync(mark)) return true;
  const isNew = migrations.slice(0, 1).some((First) => applied.includes(new First().name));
  if (mark === null && !isNew) return false;
  const { addDemo } = await import('./seed.js');
  await step('demo competition', (tell) => addDemo(config, tell));
  if (mark !== null) writeFileSync(mark, '');
  return true;
}

function printLogins(): void {
  console.log('\nDemo logins, one for each role:');
  for (const { role, name, email, password } of DEMO_LOGINS) console.log(`  ${role.padEnd(25)} ${email.padEnd(28)} ${password}  ${name}`);
}

function launch(name: string, { config }: Installation, started: Started): AppProcess {
  const app = startApp({
    name,
    script: join(APPS, name, 'src/main.js'),
    log: join(config.DATA_DIR, 'logs', `${name}.log`),
    environment: environmentOfApps(),
    showAll: config.production,
  });
  started.push(() => step(`stopping the ${name}`, app.stop));
  return app;
}

function workerReady(worker: AppProcess): Promise<void> {
  return readyOrEnded(
    worker,
    worker.said((line) => jsonOf(line)?.['ready'] === true),
  );
}

function apiReady(api: AppProcess, config: Config): Promise<void> {
  return readyOrEnded(api, untilAnswering(`http://${hostToAsk(config)}:${config.PORT}/readyz`, api.ended));
}

async function readyOrEnded(app: AppProcess, ready: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DomainError>((resolve) => {
    const refusal = new DomainError('PROCESS_NOT_READY', { name: app.name, seconds: READY_WITHIN_MS / 1_000, log: app.log });
    timer = setTimeout(() => resolve(refusal), READY_WITHIN_MS);
  });
  const outcome = await Promise.race([ready, untilEnded(app), late]);
  clearTimeout(timer);
  if (outcome instanceof DomainError) throw outcome;
}

async function untilEnded(app: AppProcess): Promise<DomainError> {
  return new DomainError('PROCESS_ENDED', { name: app.name, how: await app.ended, log: app.log });
}

async function untilAnswering(url: string, ended: Promise<string>): Promise<void> {
  let over = false;
  ended.then(() => {
    over = true;
  });
  while (!over) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** An address of this machine under which a server on HOST answers. */
function hostToAsk({ HOST }: Config): string {
  if (HOST === '0.0.0.0') return '127.0.0.1';
  if (HOST === '::') return '[::1]';
  return HOST.includes(':') ? `[${HOST}]` : HOST;
}

/** Asked before anything is started, so that the sentence comes at once. Throws PORT_IN_USE. */
async function ensurePortIsFree({ HOST, PORT }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) =>
      reject('code' in error && error.code === 'EADDRINUSE' ? new DomainError('PORT_IN_USE', { port: PORT }) : error),
    );
    probe.listen(PORT, HOST, () => probe.close(() => resolve()));
  });
}

class Interrupted extends Error {}

type Asked = {
  readonly signal: Promise<'asked'>;
  readonly isAsked: () => boolean;
  /** Throws Interrupted once asked. */
  readonly check: () => void;
};

/** Ctrl-C, a polite kill, a closed terminal, or the end of the launcher that holds our channel. */
function untilAsked(): Asked {
  let asked = false;
  const signal = new Promise<'asked'>((resolve) => {
    const ask = () => {
      asked = true;
      resolve('asked');
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(name, ask);
  });
  return {
    signal,
    isAsked: () => asked,
    check: () => {
      if (asked) throw new Interrupted();
    },
  };
}
