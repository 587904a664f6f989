import type { IncomingHttpHeaders } from 'node:http';

/** One request to a simulated service, already read to its end. */
export interface Call {
  readonly method: string;
  /** Below the service's prefix, without the query, without a trailing slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  readonly rawBody: Buffer;
  /** The body as JSON or as a form; an empty object when there is none or when it cannot be read. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the caller reached the service, with its prefix: `http://127.0.0.1:4010/paypal`. */
  readonly base: string;
}

/** What a simulated service answers; no body means an empty one, without a content type. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly html?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Ends the handling of a call with this answer; the way a service refuses from deep inside its rules. */
export class Refused extends Error {
  constructor(readonly reply: Reply) {
    super(`refused with ${reply.status}`);
  }
}

/** The named path parameter; a route that names it always has it. */
export function paramOf(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The named path parameter as a positive integer, or -1, which no record has. */
export function idOf(call: Call, name: string): number {
  const text = paramOf(call, name);
  return /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : -1;
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
