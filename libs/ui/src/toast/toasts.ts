import { Injectable, signal } from '@angular/core';

/** One passing message, with at most one thing to do about it. */
export interface Toast {
  readonly text: string;
  readonly tone: 'done' | 'failed';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_FOR = 5_000;
const SHOWN_FOR_UNDO = 8_000;

/** Passing messages, one at a time. They repeat what the page shows; they are never the only place a result is told. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly current = signal<Toast | undefined>(undefined);
  private timer: ReturnType<typeof setTimeout> | undefined;

  done(text: string, action?: Toast['action']): void {
    this.show({ text, tone: 'done', ...(action && { action }) });
    this.timer = setTimeout(() => this.dismiss(), action ? SHOWN_FOR_UNDO : SHOWN_FOR);
  }

  /** Stays until it is closed. */
  failed(text: string): void {
    this.show({ text, tone: 'failed' });
  }

  dismiss(): void {
    clearTimeout(this.timer);
    this.current.set(undefined);
  }

  private show(toast: Toast): void {
    clearTimeout(this.timer);
    this.current.set(toast);
  }
}
