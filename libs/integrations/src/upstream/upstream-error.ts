/** What is known about a request that did not succeed. */
export interface UpstreamFailure {
  readonly system: string;
  readonly method: string;
  /** Without query and origin, so that it can be shown and logged. */
  readonly path: string;
  readonly status: number | null;
  /** A short sentence or code, free of secrets; never a body. */
  readonly reason: string;
  /** The other side's own code for the refusal, where it has one. */
  readonly issue?: string | null;
  /** The other side's number for this answer, for its support. */
  readonly debugId?: string | null;
}

/**
 * What a failed request means for what it asked: `refused` (the other side answered no), `not_sent` (it cannot have been
 * carried out) or `unknown` (it may have been). Only the first two may be treated as "did not happen".
 */
export type UpstreamOutcome = 'refused' | 'not_sent' | 'unknown';

/** Anything that keeps an outside system from doing what was asked. */
export abstract class UpstreamError extends Error {
  abstract readonly outcome: UpstreamOutcome;
  readonly system: string;
  readonly path: string;
  readonly status: number | null;
  readonly reason: string;
  readonly issue: string | null;
  readonly debugId: string | null;

  constructor(failure: UpstreamFailure) {
    const status = failure.status === null ? '' : ` (${failure.status})`;
    super(`${failure.system}: ${failure.method} ${failure.path}${status}: ${failure.reason}`);
    this.name = new.target.name;
    this.system = failure.system;
    this.path = failure.path;
    this.status = failure.status;
    this.reason = failure.reason;
    this.issue = failure.issue ?? null;
    this.debugId = failure.debugId ?? null;
  }

  /** Whether the same request may be accepted later, although it was certainly not carried out now. */
  get isPassing(): boolean {
    return false;
  }
}

/** The other side said no, for a reason of its own. */
export class UpstreamRefused extends UpstreamError {
  readonly outcome = 'refused';
}

/** The other side does not know the record that was named. */
export class UpstreamNotFound extends UpstreamError {
  readonly outcome = 'refused';
}

/** The record is busy with something else; the same request may be accepted later. */
export class UpstreamBusy extends UpstreamError {
  readonly outcome = 'refused';

  override get isPassing(): boolean {
    return true;
  }
}

/** The other side is closed for maintenance and said so. */
export class UpstreamMaintenance extends UpstreamError {
  readonly outcome = 'refused';

  override get isPassing(): boolean {
    return true;
  }
}

/** Too many requests; `retryAfterSeconds` is null when the other side did not say how long to wait. */
export class UpstreamRateLimited extends UpstreamError {
  readonly outcome = 'refused';

  constructor(
    failure: UpstreamFailure,
    readonly retryAfterSeconds: number | null,
  ) {
    super(failure);
  }

  override get isPassing(): boolean {
    return true;
  }
}

/** This version of the other side has no such operation. */
export class UpstreamNotOffered extends UpstreamError {
  readonly outcome = 'refused';
}

/** We did not send it, to spare the other side or ourselves; it may be tried again after so many seconds. */
export class UpstreamHeldBack extends UpstreamError {
  readonly outcome = 'not_sent';

  constructor(
    failure: UpstreamFailure,
    readonly retryAfterSeconds: number,
  ) {
    super(failure);
  }

  override get isPassing(): boolean {
    return true;
  }
}

/** No connection came about: the request was not sent. */
export class UpstreamUnreachable extends UpstreamError {
  readonly outcome = 'not_sent';

  override get isPassing(): boolean {
    return true;
  }
}

/** A time-out, a lost connection, a fault of the other side or an answer nobody can read: it may have happened. */
export class UpstreamUnknown extends UpstreamError {
  readonly outcome = 'unknown';
}
