import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, config, readConfig } from '#config';
import { refusalIn, roleUrl, startEmbeddedPostgres } from '#database';
import type { Tell } from './terminal.js';

/** A configured installation with a running PostgreSQL. */
export type Installation = {
  readonly config: Config;
  /** As the migrator. */
  readonly adminUrl: string;
  /** Where the embedded PostgreSQL keeps its data; `null` when DATABASE_URL names another. */
  readonly home: string | null;
  /** Stops PostgreSQL if this process started it. */
  readonly stop: () => Promise<void>;
};

/** The secret of an installation without one, made once and kept beside its data. Production must name its own. */
function ensureSecret(): void {
  if (process.env['SECRET'] || process.env['NODE_ENV'] === 'production') return;
  const folder = resolve(process.env['DATA_DIR'] || '.data');
  const file = join(folder, 'secret');
  try {
    if (!existsSync(file)) writeOnce(file, `${randomBytes(32).toString('base64url')}\n`);
    process.env['SECRET'] = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw refusalIn(String(error), { folder }) ?? error;
  }
}

/** Whole or not at all, and never over another's: of two starts at once, one writes and both read the same. */
function writeOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(draft, content, { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Reads `.env` and the environment; throws ConfigError with every fault. Starts nothing. */
export function readInstallation(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  ensureSecret();
  return readConfig(process.env);
}

/**
 * Opens the database of DATABASE_URL, else the embedded one, and puts the logins' addresses into the environment,
 * where `config()` and child processes find them.
 */
export async function openInstallation(tell: Tell): Promise<Installation> {
  const read = readInstallation();
  const embedded =
    read.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ dataDir: join(resolve(read.DATA_DIR), 'postgres'), port: read.DATABASE_PORT, onProgress: tell })
      : null;
  const adminUrl = embedded?.url ?? read.DATABASE_URL ?? '';
  const addresses = {
    DATA_DIR: resolve(read.DATA_DIR),
    DATABASE_URL: adminUrl,
    APP_DATABASE_URL: read.APP_DATABASE_URL ?? roleUrl(adminUrl, read.SECRET, 'guildhall_app'),
    AUTH_DATABASE_URL: read.AUTH_DATABASE_URL ?? roleUrl(adminUrl, read.SECRET, 'guildhall_auth'),
    QUEUE_DATABASE_URL: read.QUEUE_DATABASE_URL ?? roleUrl(adminUrl, read.SECRET, 'guildhall_queue'),
  };
  Object.assign(process.env, addresses);
  return { config: config(), adminUrl, home: embedded?.home ?? null, stop: async () => embedded?.stop() };
}

/** The environment of the API and the worker: all of ours, except the login that owns the tables. */
export function environmentOfApps(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, GUILDHALL_START_BEGAN: __, ...rest } = process.env;
  return rest;
}
