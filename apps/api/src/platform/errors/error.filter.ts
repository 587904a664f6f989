import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type FieldProblem, TooManyRequestsError } from './domain-error';

/** The one shape in which every error leaves the API. */
export interface ErrorEnvelope {
  error: { code: string; message: string; details?: readonly FieldProblem[]; request_id: string; [extra: string]: unknown };
}

interface Answer {
  status: number;
  code: string;
  message: string;
  details?: readonly FieldProblem[];
  extra?: Readonly<Record<string, string | number>>;
  retryAfterSeconds?: number;
}

/** Stable codes for refusals that the framework makes before a handler runs. */
const FRAMEWORK: Record<number, { code: string; message: string }> = {
  400: { code: 'bad_request', message: 'The request is not valid.' },
  401: { code: 'unauthenticated', message: 'Sign in first.' },
  403: { code: 'forbidden', message: 'You may not do this.' },
  404: { code: 'not_found', message: 'There is nothing at this address.' },
  405: { code: 'method_not_allowed', message: 'This address does not answer to this method.' },
  408: { code: 'request_timeout', message: 'The request took too long to arrive.' },
  413: { code: 'payload_too_large', message: 'The request body is too large.' },
  414: { code: 'uri_too_long', message: 'The address is too long.' },
  415: { code: 'unsupported_media_type', message: 'Send JSON with Content-Type: application/json.' },
  429: { code: 'rate_limited', message: 'Too many requests. Wait a moment and try again.' },
  431: { code: 'headers_too_large', message: 'The request headers are too large.' },
};

function answerFor(error: unknown): Answer {
  if (error instanceof DomainError) {
    const { status, code, message, details, extra } = error;
    return {
      status,
      code,
      message,
      details,
      extra,
      ...(error instanceof TooManyRequestsError && { retryAfterSeconds: error.retryAfterSeconds }),
    };
  }
  if (error instanceof ThrottlerException) return { status: 429, ...framework(429) };
  const status = statusOf(error);
  if (status !== null && status < 500) return { status, ...framework(status) };
  return {
    status: 500,
    code: 'internal_error',
    message: 'Something went wrong on our side. Try again; if it stays, send us the request id.',
  };
}

function framework(status: number): { code: string; message: string } {
  return FRAMEWORK[status] ?? { code: 'bad_request', message: 'The request is not valid.' };
}

/** The envelope of a refusal that is made before there is a request to answer. */
export function refusalOf(status: number, requestId: string): ErrorEnvelope {
  return { error: { ...framework(status), request_id: requestId } };
}

/** The client error that Nest or Fastify found, or null when the fault is ours. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** Turns whatever was thrown into the envelope; what we did not foresee is logged with its stack and answered without it. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger(ErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.send(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also used for errors outside Nest's routes (static files, unknown addresses). */
  send(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const answer = answerFor(error);
    if (answer.status >= 500 && !(error instanceof DomainError)) this.log.error({ requestId: request.id, err: error });
    if (reply.sent) return;
    const { code, message, details, extra } = answer;
    if (answer.retryAfterSeconds !== undefined) void reply.header('retry-after', String(Math.ceil(answer.retryAfterSeconds)));
    const body: ErrorEnvelope = { error: { code, message, ...(details && { details }), ...extra, request_id: request.id } };
    void reply.status(answer.status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body);
  }
}
