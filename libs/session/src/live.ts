import { DestroyRef, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { Refresher } from './refresher';
import { Session } from './session';

/** Hints of the live stream; each says what to read again. Without an id, anything of its kind may have changed. */
export interface LiveEvents {
  server: { readonly serverId?: number };
  balance: Record<string, never>;
  payment: { readonly paymentId?: number };
  user: Record<string, never>;
  notification: Record<string, never>;
}

type Listener = (data: never) => void;

/** Between a refusal and the next try. */
const PAUSE_MS = 3_000;

const NAMES = ['server', 'balance', 'payment', 'user', 'notification'] as const;

/** One stream of hints per page, open while somebody is signed in. After a gap everything is read again. */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly session = inject(Session);
  private readonly refresher = inject(Refresher);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly listeners = new Map<string, Set<Listener>>();
  private source: EventSource | undefined;
  private wasConnected = false;

  readonly isConnected = signal(false);

  constructor() {
    effect(() => (this.session.isSignedIn() ? this.open() : this.close()));
    inject(DestroyRef).onDestroy(() => this.close());
  }

  /** Calls back on each hint of a kind, until the caller's context is destroyed. Needs an injection context. */
  on<Name extends keyof LiveEvents>(name: Name, listener: (data: LiveEvents[Name]) => void): void {
    const listeners = this.listeners.get(name) ?? new Set<Listener>();
    this.listeners.set(name, listeners.add(listener));
    inject(DestroyRef).onDestroy(() => listeners.delete(listener));
  }

  private open(): void {
    if (this.source || !this.view || !('EventSource' in this.view)) return;
    const source = new EventSource('/api/live');
    this.source = source;
    source.onopen = () => {
      this.isConnected.set(true);
      if (this.wasConnected) this.tellAll();
      this.wasConnected = true;
    };
    source.onerror = () => {
      this.isConnected.set(false);
      // The browser reconnects by itself after a break, but not after a refusal: then the token has to be renewed first.
      if (source.readyState === EventSource.CLOSED) this.reopen();
    };
    for (const name of NAMES) source.addEventListener(name, event => this.tell(name, event.data));
  }

  private reopen(): void {
    this.source = undefined;
    setTimeout(() => void this.renewAndOpen(), PAUSE_MS);
  }

  private async renewAndOpen(): Promise<void> {
    if (!this.session.isSignedIn() || this.source) return;
    await this.refresher.refresh();
    if (this.session.isSignedIn()) this.open();
  }

  private close(): void {
    this.source?.close();
    this.source = undefined;
    this.wasConnected = false;
    this.isConnected.set(false);
  }

  private tell(name: keyof LiveEvents, data: unknown): void {
    const hint: unknown = typeof data === 'string' && data ? JSON.parse(data) : {};
    for (const listener of this.listeners.get(name) ?? []) listener(hint as never);
  }

  /** Hints may have been missed while the stream was down. */
  private tellAll(): void {
    for (const name of NAMES) this.tell(name, '{}');
  }
}
