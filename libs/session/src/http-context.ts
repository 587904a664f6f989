import { HttpContext, HttpContextToken } from '@angular/common/http';

/** A request that must not cause a refresh when it is refused: signing in, and the refresh itself. */
export const WITHOUT_REFRESH = new HttpContextToken<boolean>(() => false);

/** A key that makes a repeated request count once. */
export const IDEMPOTENCY_KEY = new HttpContextToken<string | undefined>(() => undefined);

/** The context of a request that may be repeated safely: the API answers the same key with the same result. */
export function onceOnly(key: string): HttpContext {
  return new HttpContext().set(IDEMPOTENCY_KEY, key);
}
