import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { config } from '#config';
import { nestLog } from './nest-log.js';
import { workerModule } from './worker.module.js';
import { workerLog } from './worker-log.js';

/** Running jobs get 10 s to end; whatever hangs after that must not keep the process. */
const GONE_AFTER_MS = 13_000;

try {
  await start();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = config();
  const log = workerLog(settings);
  const app = await NestFactory.createApplicationContext(workerModule(settings, log), { logger: nestLog(log), abortOnError: false });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);

  async function stop(signal: string): Promise<void> {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), GONE_AFTER_MS).unref();
    await app.close();
    log.info('stopped');
    process.exit(0);
  }
}

/** What a person starting the worker can mend, in one sentence; anything else whole. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'ConfigError') return error.message;
  if ('code' in error && error.code === 'ECONNREFUSED') {
    return 'PostgreSQL does not answer at DATABASE_URL: start it, or use `npm start`, which brings its own.';
  }
  return error.stack ?? error.message;
}
