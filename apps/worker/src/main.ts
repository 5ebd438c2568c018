import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { ConfigError, config } from '#config';
import { nestLog } from './nest-log.js';
import { workerModule } from './worker.module.js';

/** Running jobs get 10 s to end; whatever hangs after that must not keep the process. */
const GONE_AFTER_MS = 13_000;

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError || !(error instanceof Error) ? error : error.stack}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const settings = config();
  const log = pino({ level: settings.LOG_LEVEL, base: { app: 'worker', pid: process.pid } });
  const app = await NestFactory.createApplicationContext(workerModule(settings, log), {
    logger: nestLog(log),
    abortOnError: false,
  });
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
