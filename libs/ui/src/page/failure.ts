import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Banner } from './banner';

/** What is told of a failure: the cause in words, and the reference support can look up. */
export interface FailureWords {
  readonly message: string;
  readonly requestId?: string;
}

/** The failed story of a panel: what could not be shown, why, and another try. */
@Component({
  selector: 'ui-failure',
  imports: [Banner, MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-banner tone="error" [heading]="heading()">
      {{ problem()?.message }}
      @if (problem()?.requestId; as reference) {
        <span class="reference">
          Reference <span class="mono">{{ reference }}</span>
        </span>
      }
      <button action matButton="outlined" class="small" type="button" (click)="retry.emit()">Try again</button>
    </ui-banner>
  `,
  styles: `
    :host {
      display: block;
      padding: 16px;
    }
    .reference {
      display: block;
      font: var(--text-12);
      margin-top: 2px;
    }
  `,
})
export class Failure {
  readonly heading = input.required<string>();
  readonly problem = input<FailureWords>();
  readonly retry = output();
}
