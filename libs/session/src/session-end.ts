import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';

import { Activity } from './activity';
import { Refresher } from './refresher';
import { Session } from './session';

const LOOKED_EVERY_MS = 5_000;
/** The warning shows for so long. */
const WARNED_SECONDS = 120;

/** A session that is about to end: by itself, or because nobody did anything. */
export interface EndingSession {
  readonly seconds: number;
  /** False when staying is not possible: every session ends some day. */
  readonly canStay: boolean;
}

/** Warns before a session ends, and keeps it alive while the person is at work. */
@Injectable({ providedIn: 'root' })
export class SessionEnd {
  private readonly session = inject(Session);
  private readonly activity = inject(Activity);
  private readonly refresher = inject(Refresher);
  private readonly now = signal(Date.now());

  /** Null while there is nothing to say. */
  readonly ending = computed<EndingSession | null>(() => {
    const ends = this.session.user()?.session;
    if (!ends) return null;
    const [idle, absolute] = [Date.parse(ends.idleEndAt), Date.parse(ends.absoluteEndAt)];
    const seconds = Math.ceil((Math.min(idle, absolute) - this.now()) / 1000);
    return seconds > 0 && seconds <= WARNED_SECONDS ? { seconds, canStay: idle < absolute } : null;
  });

  constructor() {
    const timer = setInterval(() => this.look(), LOOKED_EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** The person wants to stay. */
  async stay(): Promise<void> {
    await this.refresher.refresh();
  }

  /** Whoever did something since the last renewal has earned another one, long before the warning. */
  private look(): void {
    this.now.set(Date.now());
    const ends = this.session.user()?.session;
    if (!ends) return;
    const left = (Date.parse(ends.idleEndAt) - Date.now()) / 1000;
    if (left > 0 && left <= WARNED_SECONDS * 2 && this.activity.idleSeconds() * 1000 < LOOKED_EVERY_MS * 2) void this.stay();
  }
}
