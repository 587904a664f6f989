import { HttpErrorResponse } from '@angular/common/http';
import { TimeoutError } from 'rxjs';

import { PasskeyProblem } from './authenticator';
import { PROBLEM_WORDS } from './problem-words';

/** What went wrong with a request: the API's code, words for people, and the reference support can look up. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
  readonly details: readonly { readonly field: string; readonly message: string }[];
  readonly retryAfterSeconds?: number;
}

const UNREACHABLE: Problem = { status: 0, code: 'unreachable', message: PROBLEM_WORDS['unreachable'] ?? '', details: [] };

/** Reads any failure of a request; what is not one of ours becomes words that promise nothing. */
export function problemOf(error: unknown): Problem {
  if (error instanceof PasskeyProblem) return { ...UNREACHABLE, code: error.code, message: PROBLEM_WORDS[error.code] ?? '' };
  // A resource wraps what its loader threw when that was not an Error of its own.
  if (error instanceof Error && !(error instanceof HttpErrorResponse) && error.cause) return problemOf(error.cause);
  if (error instanceof TimeoutError) return { ...UNREACHABLE, code: 'timed_out', message: PROBLEM_WORDS['timed_out'] ?? '' };
  if (!(error instanceof HttpErrorResponse))
    return { ...UNREACHABLE, code: 'unexpected', message: PROBLEM_WORDS['unexpected'] ?? '' };
  if (error.status === 0) return UNREACHABLE;
  const body = envelopeOf(error.error);
  const code = textIn(body, 'code') ?? `http_${error.status}`;
  const requestId = textIn(body, 'request_id');
  const retryAfter = Number(error.headers.get('Retry-After'));
  return {
    status: error.status,
    code,
    message: wordsFor(code, error.status, textIn(body, 'message')),
    details: detailsIn(body),
    ...(requestId && { requestId }),
    ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
  };
}

/** Does something for a dialog: nothing when it worked, else why not, in a sentence. */
export async function refusalOf(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return problemOf(error).message;
  }
}

function wordsFor(code: string, status: number, said: string | undefined): string {
  const known = PROBLEM_WORDS[code] ?? (status < 500 ? said : undefined);
  return (
    known ?? (status >= 500 ? 'Something on our side failed. Nothing was charged twice; please try again.' : 'That was refused.')
  );
}

function envelopeOf(answer: unknown): Record<string, unknown> {
  const error = isRecord(answer) ? answer['error'] : undefined;
  return isRecord(error) ? error : {};
}

function detailsIn(body: Record<string, unknown>): Problem['details'] {
  const details = body['details'];
  if (!Array.isArray(details)) return [];
  return details.filter(isRecord).flatMap(detail => {
    const [field, message] = [textIn(detail, 'field'), textIn(detail, 'message')];
    return field && message ? [{ field, message }] : [];
  });
}

function textIn(record: Record<string, unknown>, key: string): string | undefined {
  const value = record[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
