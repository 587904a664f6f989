import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { Icon } from '../icon/icon';
import { type Toast, Toasts } from './toasts';

/** Where passing messages appear: bottom left, above the bar on phones. Stands once, in the app's root. */
@Component({
  selector: 'ui-toast-outlet',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-live': 'polite' },
  template: `
    @if (toasts.current(); as toast) {
      <div class="toast">
        <span>{{ toast.text }}</span>
        @if (toast.action; as action) {
          <button type="button" class="action" (click)="run(toast)">{{ action.label }}</button>
        }
        <button type="button" aria-label="Close message" title="Close" (click)="toasts.dismiss()">
          <ui-icon name="close" [size]="16" />
        </button>
      </div>
    }
  `,
  styles: `
    .toast {
      position: fixed;
      left: 24px;
      bottom: 24px;
      z-index: 1100;
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 44px;
      max-width: min(560px, calc(100vw - 32px));
      padding: 0 6px 0 14px;
      border-radius: var(--radius-md);
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
      box-shadow: var(--elevation-2);
      font: var(--text-13);
    }
    span {
      padding: 8px 0;
    }
    button {
      min-width: 32px;
      min-height: 32px;
      border: 0;
      background: none;
      color: inherit;
      cursor: pointer;
      border-radius: var(--radius-sm);
      display: inline-grid;
      place-items: center;
    }
    .action {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    @media (max-width: 719px) {
      .toast {
        left: 16px;
        right: 16px;
        bottom: 76px;
      }
      span {
        flex: 1;
      }
    }
  `,
})
export class ToastOutlet {
  protected readonly toasts = inject(Toasts);

  protected run(toast: Toast): void {
    this.toasts.dismiss();
    toast.action?.run();
  }
}
