import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';

/**
 * The time that ages and countdowns are told from. It follows the server's clock once an answer has told it ("as of"),
 * so a wrong clock of the visitor, or a test clock moved ahead, does not bend the words on screen.
 */
@Injectable({ providedIn: 'root' })
export class Now {
  private readonly offset = signal(0);
  private readonly tick = signal(Date.now());

  /** The visitor's own clock, for what never follows business time: sessions, jobs, observations. Changes once a second. */
  readonly real = computed(() => new Date(this.tick()));

  /** Business time. Changes once a second. */
  readonly second = computed(() => new Date(this.tick() + this.offset()));

  /** Changes four times a minute, for words that need no second. */
  readonly quarter = computed(() => Math.floor(this.second().getTime() / 15_000) * 15_000);

  constructor() {
    const timer = setInterval(() => this.tick.set(Date.now()), 1_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Takes the server's time as the truth; differences below two seconds are the network's. */
  follow(serverTime: string): void {
    const offset = new Date(serverTime).getTime() - Date.now();
    if (Math.abs(offset - this.offset()) > 2_000) this.offset.set(offset);
  }
}
