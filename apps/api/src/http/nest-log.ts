import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own messages as lines of the one log; its news of every wired route only when debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.pino.debug(textOf(message, rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.pino.error(message instanceof Error ? { err: message } : textOf(message, rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn(textOf(message, rest));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug(textOf(message, rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.pino.trace(textOf(message, rest));
  }
}

function textOf(message: unknown, rest: readonly unknown[]): string {
  return [message, ...rest].map(String).join(' ');
}
