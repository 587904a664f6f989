import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Banner, PageHeader, Panel } from '@sky/ui';

/** Back from PayPal without paying. */
@Component({
  selector: 'portal-payment-cancel-page',
  imports: [Banner, MatButton, PageHeader, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Payment cancelled" [parents]="parents" />
    <ui-panel>
      <div class="inside">
        <ui-banner tone="info" heading="You left PayPal without paying">Nothing was charged. Your credit is as it was.</ui-banner>
        <a matButton="filled" routerLink="/billing">Back to billing</a>
      </div>
    </ui-panel>
  `,
  styles: `
    .inside {
      display: grid;
      gap: 12px;
      padding: 16px;
      justify-items: start;
    }
    ui-panel {
      max-width: 560px;
    }
  `,
})
export class PaymentCancelPage {
  protected readonly parents = [{ label: 'Billing', link: '/billing' }];
}
