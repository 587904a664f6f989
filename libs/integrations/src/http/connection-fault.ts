import { BodyTooLarge } from './limited-body';

/** A failure below HTTP: whether the request can have reached the other side, and a code for people. */
export interface ConnectionFault {
  readonly sent: 'no' | 'perhaps';
  readonly reason: string;
}

/** Codes of failures that happen before the first byte of a request leaves: name look-up, connecting, TLS hand-shake. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** Explains what `fetch` threw. Only codes are taken over: messages may quote headers. */
export function connectionFault(error: unknown, timeoutMs: number): ConnectionFault {
  if (error instanceof BodyTooLarge) return { sent: 'perhaps', reason: 'the answer is too large' };
  if (textOf(error, 'name') === 'TimeoutError') return { sent: 'perhaps', reason: `no answer within ${timeoutMs} ms` };
  const cause = property(error, 'cause') ?? error;
  const code = textOf(cause, 'code');
  const connecting = textOf(cause, 'syscall') === 'connect' || textOf(cause, 'syscall') === 'getaddrinfo';
  if (connecting || BEFORE_SENDING.has(code)) return { sent: 'no', reason: `no connection (${code})` };
  return { sent: 'perhaps', reason: `the connection was lost${code === '' ? '' : ` (${code})`}` };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function textOf(value: unknown, key: string): string {
  const found = property(value, key);
  return typeof found === 'string' ? found : '';
}
