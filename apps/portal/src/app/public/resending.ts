import { computed, inject, linkedSignal, type Signal, signal } from '@angular/core';

import { problemOf } from '@sky/session';
import { Now } from '@sky/ui';

/** Another mail with a code: when it may be asked for, and what came of asking. */
export interface Resending {
  /** Seconds until then; 0 when it is now. */
  readonly waitSeconds: Signal<number>;
  /** What to tell the person; empty before they asked. */
  readonly said: Signal<string>;
  readonly ask: (email: string) => Promise<void>;
}

/**
 * Asks for another mail, not more often than the API allows. `firstWait` is how long the page that led here says to wait, in
 * seconds; `sent` is said for every address alike. Call it where `inject` may be called.
 */
export function resending(
  firstWait: Signal<string | undefined>,
  send: (email: string) => Promise<{ readonly resendAfterSeconds: number }>,
  sent: string,
): Resending {
  const now = inject(Now);
  const said = signal('');
  const at = linkedSignal(() => Date.now() + Number(firstWait() ?? 0) * 1000);
  const waitSeconds = computed(() => {
    now.second();
    return Math.max(0, Math.ceil((at() - Date.now()) / 1000));
  });
  const ask = async (email: string) => {
    try {
      const { resendAfterSeconds } = await send(email);
      at.set(Date.now() + resendAfterSeconds * 1000);
      said.set(sent);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.retryAfterSeconds) at.set(Date.now() + problem.retryAfterSeconds * 1000);
      said.set(problem.message);
    }
  };
  return { waitSeconds, said: said.asReadonly(), ask };
}
