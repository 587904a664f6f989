import pino, { type Logger } from 'pino';

/** Never written, wherever they turn up in a logged object. */
const SECRETS = ['password', 'newPassword', 'currentPassword', 'token', 'code', 'authorization', 'cookie', 'secret', 'apiKey'];

/** One JSON line an event on standard output; `level` as in LOG_LEVEL. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    redact: { paths: SECRETS.flatMap(name => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    serializers: { err: pino.stdSerializers.err },
  });
}
