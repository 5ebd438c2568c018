import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own lines as JSON, one level below ours: what it says at boot is for debugging. */
export function nestLog(log: Logger): LoggerService {
  return {
    log: (message: unknown) => log.debug(textOf(message)),
    debug: (message: unknown) => log.debug(textOf(message)),
    verbose: (message: unknown) => log.trace(textOf(message)),
    warn: (message: unknown) => log.warn(textOf(message)),
    error: (message: unknown, stack?: unknown) => log.error({ stack: typeof stack === 'string' ? stack : undefined }, textOf(message)),
    fatal: (message: unknown) => log.fatal(textOf(message)),
  };
}

function textOf(message: unknown): string {
  return message instanceof Error ? (message.stack ?? message.message) : String(message);
}
