import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError, timeout } from 'rxjs';

import { IDEMPOTENCY_KEY, LONGEST_WAIT, WITHOUT_REFRESH } from './http-context';
import { Refresher } from './refresher';

/** Gives up on an answer after ten seconds, or after as long as the request itself allows. */
export const answersInTime: HttpInterceptorFn = (request, next) => next(request).pipe(timeout(request.context.get(LONGEST_WAIT)));

/** Carries the idempotency key of requests that have one. */
export const sendsIdempotencyKey: HttpInterceptorFn = (request, next) => {
  const key = request.context.get(IDEMPOTENCY_KEY);
  return next(key ? request.clone({ setHeaders: { 'Idempotency-Key': key } }) : request);
};

/** Refreshes an expired session once, however many requests found it expired, and repeats them. */
export const refreshesSession: HttpInterceptorFn = (request, next) => {
  if (request.context.get(WITHOUT_REFRESH)) return next(request);
  const refresher = inject(Refresher);
  return next(request).pipe(
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse) || error.status !== 401) return throwError(() => error);
      return from(refresher.refresh()).pipe(switchMap(isRefreshed => (isRefreshed ? next(request) : throwError(() => error))));
    }),
  );
};
