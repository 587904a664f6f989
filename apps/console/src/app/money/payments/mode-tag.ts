import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';

import { HostSettings } from '@sky/session';
import { Tag } from '@sky/ui';

/** Says when PayPal is a sandbox, so that nobody takes its payments for money. */
@Component({
  selector: 'console-mode-tag',
  imports: [Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isSandbox()) {
      <ui-tag tone="warning">Sandbox, no money moves</ui-tag>
    } @else if (isLive()) {
      <ui-tag tone="success">Live</ui-tag>
    }
  `,
})
export class ModeTag {
  private readonly host = inject(HostSettings);
  protected readonly isSandbox = computed(() => this.host.value()?.paymentsAreLive === false);
  protected readonly isLive = computed(() => this.host.value()?.paymentsAreLive === true);
}
