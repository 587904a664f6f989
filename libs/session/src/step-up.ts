import { HttpContext, HttpErrorResponse, type HttpInterceptorFn, HttpXsrfTokenExtractor } from '@angular/common/http';
import { inject, Injectable, Injector } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';

import { Api, getStepUp, getStepUpPasskeyOptions, stepUp, stepUpByPasskey } from '@sky/api-client';

import { AccountPrompts } from './account-prompts';
import { Authenticator } from './authenticator';
import { WITHOUT_REFRESH } from './http-context';
import { problemOf, refusalOf } from './problem';

/** Asks for a step-up once, however many requests wait for it. */
@Injectable({ providedIn: 'root' })
export class StepUp {
  private readonly injector = inject(Injector);
  private underWay: Promise<boolean> | undefined;

  /** True when the person has shown that it is them; without a dialog nobody can. */
  ask(): Promise<boolean> {
    this.underWay ??= this.askNow().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async askNow(): Promise<boolean> {
    // Fetched late: the client is being built while interceptors are.
    const [api, prompt] = [this.injector.get(Api), this.injector.get(AccountPrompts, null)];
    if (!prompt) return false;
    const { methods } = await api.invoke(getStepUp);
    return prompt.ask({
      methods,
      byTyping: proof => refusalOf(() => api.invoke(stepUp, { body: proof }, unrefreshed())),
      byPasskey: () =>
        refusalOf(async () => {
          const { options } = await api.invoke(getStepUpPasskeyOptions);
          const response = await this.injector.get(Authenticator).get(options);
          await api.invoke(stepUpByPasskey, { body: { response } }, unrefreshed());
        }),
    });
  }
}

/** Asks for a step-up when a request needs one, and repeats the request once. Who puts the question away gets the refusal. */
export const stepsUp: HttpInterceptorFn = (request, next) => {
  const [step, xsrf] = [inject(StepUp), inject(HttpXsrfTokenExtractor)];
  return next(request).pipe(
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse) || problemOf(error).code !== 'step_up_required') return throwError(() => error);
      return from(step.ask().catch(() => false)).pipe(
        switchMap(isDone => {
          if (!isDone) return throwError(() => error);
          // The session goes on under new tokens, and the token against forgery is one of them.
          const token = xsrf.getToken();
          return next(token ? request.clone({ setHeaders: { 'X-XSRF-TOKEN': token } }) : request);
        }),
      );
    }),
  );
};

/** A wrong code is refused like an expired session; renewing that would not help. */
function unrefreshed(): HttpContext {
  return new HttpContext().set(WITHOUT_REFRESH, true);
}
