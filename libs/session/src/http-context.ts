import { HttpContext, HttpContextToken } from '@angular/common/http';

/** A request that must not cause a refresh when it is refused: signing in, and the refresh itself. */
export const WITHOUT_REFRESH = new HttpContextToken<boolean>(() => false);

/** A key that makes a repeated request count once. */
export const IDEMPOTENCY_KEY = new HttpContextToken<string | undefined>(() => undefined);

/** How long an answer may take, in milliseconds. */
export const LONGEST_WAIT = new HttpContextToken<number>(() => 10_000);

/** The context of a request whose work is known to take longer, such as a look at another machine. */
export function patiently(milliseconds: number): HttpContext {
  return new HttpContext().set(LONGEST_WAIT, milliseconds);
}

const SENDABLE = /^[\x21-\x7e]{1,200}$/;

/**
 * The context of a request that may be repeated safely: the API answers the same key with the same result. A key has 1 to 200
 * visible ASCII characters; what people type makes no key.
 */
export function onceOnly(key: string): HttpContext {
  if (!SENDABLE.test(key)) throw new Error(`This key cannot be sent: ${key}`);
  return new HttpContext().set(IDEMPOTENCY_KEY, key);
}
