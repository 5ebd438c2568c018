import { type Logger, pino } from 'pino';
import type { Config } from '#config';
import { describeError } from '#kernel';

/** One JSON line per event on standard output. */
export function workerLog(settings: Config, destination?: { write(line: string): void }): Logger {
  const options = { level: settings.LOG_LEVEL, base: { process: 'worker', pid: process.pid }, serializers: { err: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
