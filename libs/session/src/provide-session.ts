import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import { type EnvironmentProviders, makeEnvironmentProviders } from '@angular/core';

import { provideApiConfiguration } from '@sky/api-client';

import { answersInTime, refreshesSession, sendsIdempotencyKey } from './interceptors';
import { stepsUp } from './step-up';

/** HTTP as both web apps speak it. Angular's own XSRF cookie and header are left as they are. */
export function provideSession(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideHttpClient(withFetch(), withInterceptors([sendsIdempotencyKey, stepsUp, refreshesSession, answersInTime])),
    provideApiConfiguration(''),
  ]);
}
