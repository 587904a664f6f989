import { DestroyRef, DOCUMENT, inject, Injectable } from '@angular/core';

const ACTIVE_AT = 'sky-active-at';
/** Written at most so often; a mouse moves more often than that. */
const WRITTEN_EVERY_MS = 5_000;

/** When the person last did something in any tab of this browser. A page that reads by itself is nobody doing something. */
@Injectable({ providedIn: 'root' })
export class Activity {
  private readonly storage = inject(DOCUMENT).defaultView?.localStorage;
  private writtenAt = 0;

  constructor() {
    const document = inject(DOCUMENT);
    const note = () => this.note();
    for (const event of ['pointerdown', 'keydown', 'wheel']) document.addEventListener(event, note, { passive: true });
    inject(DestroyRef).onDestroy(() => {
      for (const event of ['pointerdown', 'keydown', 'wheel']) document.removeEventListener(event, note);
    });
    this.note();
  }

  /** Seconds since then. */
  idleSeconds(): number {
    const at = Number(this.storage?.getItem(ACTIVE_AT) ?? this.writtenAt);
    return Math.max(0, Math.floor((Date.now() - at) / 1000));
  }

  private note(): void {
    const now = Date.now();
    if (now - this.writtenAt < WRITTEN_EVERY_MS) return;
    this.writtenAt = now;
    this.storage?.setItem(ACTIVE_AT, String(now));
  }
}
