import type { z } from 'zod';

import { plainReason } from './plain-reason';
import {
  UpstreamBusy,
  UpstreamError,
  type UpstreamFailure,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
} from '../upstream';

/** How the other side words a refusal. */
export interface RefusalWords {
  readonly reason: string;
  readonly issue?: string | null;
  readonly debugId?: string | null;
}

/** An answer that has been read but not believed yet. */
export class UpstreamReply {
  readonly status: number;
  /** The parsed body; undefined when it is empty or not JSON, whatever its content type says. */
  readonly json: unknown;

  constructor(
    private readonly request: UpstreamFailure,
    readonly headers: Headers,
    readonly text: string,
    private readonly secrets: readonly string[],
  ) {
    this.status = request.status ?? 0;
    this.json = jsonOf(text);
  }

  get isSuccess(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The body as the schema describes it; an answer of another shape leaves open what happened. */
  believe<Parsed>(schema: z.ZodType<Parsed>): Parsed {
    const parsed = schema.safeParse(this.json);
    if (parsed.success) return parsed.data;
    throw this.misshapen(parsed.error);
  }

  /** An answer that cannot be read, with the first fields that are in the way. */
  misshapen({ issues }: z.ZodError): UpstreamUnknown {
    const wrong = issues.slice(0, 3).map(issue => `${issue.path.map(String).join('.')} ${issue.code}`);
    return this.unknown(this.json === undefined ? 'the answer is not JSON' : `the answer has another shape: ${wrong.join(', ')}`);
  }

  /** An answer that leaves open whether the request was carried out. */
  unknown(reason: string, words: Partial<RefusalWords> = {}): UpstreamUnknown {
    return new UpstreamUnknown(this.failure({ ...words, reason }));
  }

  /** What an answer without success means, by its status; the words are the system's own. */
  refusal(words: RefusalWords): UpstreamError {
    const failure = this.failure(words);
    // A redirect is not followed, and 408 means that the other side gave up waiting: neither says no.
    if (this.status < 400 || this.status >= 500 || this.status === 408) return new UpstreamUnknown(failure);
    if (this.status === 404) return new UpstreamNotFound(failure);
    if (this.status === 423) return new UpstreamBusy(failure);
    if (this.status === 429) return new UpstreamRateLimited(failure, this.retryAfterSeconds());
    return new UpstreamRefused(failure);
  }

  /** What is known about this answer, for an error of the caller's choice. */
  failure(words: RefusalWords): UpstreamFailure {
    return { ...this.request, ...words, reason: plainReason(words.reason, this.secrets) || `status ${this.status}` };
  }

  private retryAfterSeconds(): number | null {
    const value = this.headers.get('retry-after')?.trim() ?? '';
    if (/^\d{1,6}$/.test(value)) return Number(value);
    const at = Date.parse(value);
    return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
