import { connectionFault } from './connection-fault';
import { limitedBody } from './limited-body';
import { plainReason } from './plain-reason';
import { UpstreamUnknown, UpstreamUnreachable, type UpstreamFailure } from '../upstream';
import { UpstreamReply } from './upstream-reply';

export interface UpstreamHttpOptions {
  /** The name people know the system by; it starts every message. */
  readonly system: string;
  /** Origin and prefix; a trailing slash is tolerated. */
  readonly baseUrl: string;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Values that must not appear in any message, whatever the other side answers. */
  readonly secrets?: readonly string[];
}

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute below the base URL, without a query. */
  readonly path: string;
  /** A list is sent as the same name several times. */
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 1024 * 1024;

/** One request to an outside system: bounded in time and size, no redirects, no retries, no belief in what comes back. */
export class UpstreamHttp {
  readonly system: string;
  private readonly baseUrl: string;

  constructor(private readonly options: UpstreamHttpOptions) {
    this.system = options.system;
    this.baseUrl = new URL(options.baseUrl).href.replace(/\/+$/, '');
  }

  /** The same system with another time limit. */
  within(timeoutMs: number): UpstreamHttp {
    return new UpstreamHttp({ ...this.options, timeoutMs });
  }

  /** Sends the request and reads the whole answer, whatever its status. Throws only when there is no answer. */
  async exchange(request: UpstreamRequest): Promise<UpstreamReply> {
    const timeoutMs = request.timeoutMs ?? this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const outgoing = this.build(request, timeoutMs);
    try {
      const response = await fetch(outgoing);
      const text = await limitedBody(response, this.options.maxBytes ?? DEFAULT_MAX_BYTES);
      return new UpstreamReply(this.failure(request, response.status, ''), response.headers, text, this.options.secrets ?? []);
    } catch (error) {
      const fault = connectionFault(error, timeoutMs);
      const failure = this.failure(request, null, fault.reason);
      throw fault.sent === 'no' ? new UpstreamUnreachable(failure) : new UpstreamUnknown(failure);
    }
  }

  /** Builds the request apart from sending it: what cannot be built was certainly not sent. */
  private build(request: UpstreamRequest, timeoutMs: number): Request {
    try {
      const url = new URL(this.baseUrl + request.path);
      for (const [name, value] of Object.entries(request.query ?? {})) {
        for (const one of Array.isArray(value) ? value : [value])
          if (one !== undefined) url.searchParams.append(name, String(one));
      }
      return new Request(url, {
        method: request.method,
        headers: { accept: 'application/json', ...request.headers },
        body: request.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch {
      throw new UpstreamUnreachable(this.failure(request, null, 'the request could not be built; check address and credentials'));
    }
  }

  private failure(request: UpstreamRequest, status: number | null, reason: string): UpstreamFailure {
    const secrets = this.options.secrets ?? [];
    return { system: this.system, method: request.method, path: plainReason(request.path, secrets), status, reason };
  }
}
