/** One field of a request and what is wrong with it, in words for people. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A refusal that the product foresees. The filter turns it into the error envelope; nothing else knows about HTTP. */
export abstract class DomainError extends Error {
  abstract readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    readonly details?: readonly FieldProblem[],
    /** Further public fields of the envelope, such as `required_scope`. */
    readonly extra: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** 400: the request is not well formed. */
export class BadRequestError extends DomainError {
  readonly status = 400;
}
/** 401: nobody is signed in, or the credentials are wrong. */
export class UnauthenticatedError extends DomainError {
  readonly status = 401;
}
/** 403: signed in, but not allowed. */
export class ForbiddenError extends DomainError {
  readonly status = 403;
}
/** 404: does not exist, or belongs to somebody else. */
export class NotFoundError extends DomainError {
  readonly status = 404;
}
/** 409: in conflict with the present state, or busy. */
export class ConflictError extends DomainError {
  readonly status = 409;
}
/** 422: well formed, but refused by a rule. */
export class RefusedError extends DomainError {
  readonly status = 422;
}
/** 429: too often; says after how many seconds to come back. */
export class TooManyRequestsError extends DomainError {
  readonly status = 429;

  constructor(
    code: string,
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(code, message);
  }
}
/** 503: something that this needs is away; nothing has been done. */
export class UnavailableError extends DomainError {
  readonly status = 503;
}
