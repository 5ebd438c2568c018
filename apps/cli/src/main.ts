import 'reflect-metadata';
import { ConfigError } from '#config';
import { DomainError } from '#kernel';
import { problemMessage } from '#language';
import type { Command } from './command.js';
import { terminalLanguage } from './terminal.js';

/** Name → file; loaded only when asked for, so that the offline commands start at once and need no database. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  up: async () => (await import('./up.js')).up,
  migrate: async () => (await import('./migrate.js')).migrateCommand,
  seed: async () => (await import('./seed.js')).seed,
  import: async () => (await import('./import.js')).importCommand,
  export: async () => (await import('./export.js')).exportCommand,
  score: async () => (await import('./score.js')).score,
  verify: async () => (await import('./verify.js')).verify,
};

process.exitCode = await main(process.argv.slice(2));
// Whoever listens to the channel of the launcher would keep this process alive.
if (process.connected) process.disconnect();

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const load = COMMANDS[name];
  if (load === undefined) {
    await printUsage();
    return name === '' || name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    return await (await load()).run(args);
  } catch (error) {
    console.error(sentenceOf(error));
    return 1;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof DomainError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const language = terminalLanguage();
  const details = error.details.map(({ path, code, params }) => `\n  ${path}: ${problemMessage(language, code, params)}`);
  return `${problemMessage(language, error.code, error.params)}${details.join('')}`;
}

async function printUsage(): Promise<void> {
  console.log('Usage: npm run guildhall -- COMMAND\n');
  for (const [name, load] of Object.entries(COMMANDS)) {
    const { usage, summary } = await load();
    console.log(`  ${`${name} ${usage}`.trim()}\n      ${summary}`);
  }
}
