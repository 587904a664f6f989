import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Sends what Nest and our services log to pino, as structured lines. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  /** Nest passes (message or fields, …, context); an object carries fields, a text is the message. */
  private write(level: 'info' | 'error' | 'warn' | 'debug', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const fields = {
      ...(typeof context === 'string' && { context }),
      ...(message instanceof Error ? { err: message } : isFields(message) ? message : {}),
    };
    const text = isFields(message)
      ? rest.find((part, index): part is string => typeof part === 'string' && index < rest.length - 1)
      : message;
    this.pino[level](fields, text instanceof Error ? text.message : text === undefined ? undefined : String(text));
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}
