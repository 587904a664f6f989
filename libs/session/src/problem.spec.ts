import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { TimeoutError } from 'rxjs';

import { problemOf } from './problem';

const answer = (status: number, error?: unknown, headers: Record<string, string> = {}) =>
  new HttpErrorResponse({
    status,
    error: error === undefined ? null : { error },
    headers: new HttpHeaders(headers),
    url: '/api/x',
  });

describe(problemOf, () => {
  it('words a known code for people and keeps the reference', () => {
    const problem = problemOf(answer(422, { code: 'insufficient_credit', message: 'No.', request_id: '7f3a' }));

    expect(problem).toMatchObject({ status: 422, code: 'insufficient_credit', requestId: '7f3a' });
    expect(problem.message).toContain('Add credit');
  });

  it("takes the API's own words for a refusal it does not know", () => {
    expect(problemOf(answer(409, { code: 'brand_new', message: 'The moon is full.' })).message).toBe('The moon is full.');
  });

  it('never repeats what a failing server said', () => {
    expect(problemOf(answer(500, { code: 'oops', message: 'TypeError at line 3' })).message).not.toContain('TypeError');
  });

  it('keeps the fields that were refused', () => {
    const details = [{ field: 'username', message: 'is too short' }, { field: 7 }, null];

    expect(problemOf(answer(400, { code: 'validation_failed', message: '', details })).details).toEqual([
      { field: 'username', message: 'is too short' },
    ]);
  });

  it('reads how long to wait', () => {
    expect(problemOf(answer(429, { code: 'too_many_attempts' }, { 'Retry-After': '42' })).retryAfterSeconds).toBe(42);
  });

  it.each([
    ['no connection', answer(0), 'unreachable'],
    ['silence', new TimeoutError(), 'timed_out'],
    ['a bug', new TypeError('x is undefined'), 'unexpected'],
    ['a wrapped refusal', new Error('loader failed', { cause: answer(404, { code: 'server_not_found' }) }), 'server_not_found'],
    ['an answer that is not ours', new HttpErrorResponse({ status: 502, error: '<html>' }), 'http_502'],
  ])('calls %s what it is', (_name, error, code) => {
    expect(problemOf(error).code).toBe(code);
    expect(problemOf(error).message).not.toBe('');
  });
});
