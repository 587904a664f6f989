import { effect, type Signal } from '@angular/core';

/** Does something again and again while the calling component lives and the page is seen. Needs an injection context. */
export function repeatEvery(milliseconds: Signal<number>, act: () => void): void {
  effect(onCleanup => {
    const timer = setInterval(() => {
      if (!document.hidden) act();
    }, milliseconds());
    onCleanup(() => clearInterval(timer));
  });
}
