import { ChangeDetectionStrategy, Component, computed, inject, input, numberAttribute, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getPayment, getTransferInstructions } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { Banner, CopyButton, Failure, MoneyPipe, PageHeader, Panel, SkeletonRows } from '@sky/ui';

/** How to pay by bank transfer: where to, how much, and the reference by which the money is found. */
@Component({
  selector: 'portal-transfer-page',
  imports: [Banner, CopyButton, Failure, MatButton, MoneyPipe, PageHeader, Panel, RouterLink, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './transfer-page.html',
  styles: `
    .value {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px;
      overflow-wrap: anywhere;
    }
  `,
})
export class TransferPage {
  readonly id = input.required({ transform: numberAttribute });

  private readonly api = inject(Api);

  protected readonly parents = [{ label: 'Billing', link: '/billing' }];
  protected readonly transfer = resource({
    params: () => ({ id: this.id() }),
    loader: async ({ params }) => ({
      how: await this.api.invoke(getTransferInstructions, params),
      payment: await this.api.invoke(getPayment, params),
    }),
  });
  protected readonly shown = computed(() => (this.transfer.hasValue() ? this.transfer.value() : undefined));
  protected readonly lines = computed(() =>
    (this.shown()?.how.bankDetails ?? '')
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(detailOf),
  );
  protected readonly problem = computed(() => problemOf(this.transfer.error()));

  constructor() {
    inject(Live).on('payment', () => this.transfer.reload());
  }
}

/** A line such as "IBAN: DE02…" as a label and what to copy; a line without a label is copied whole. */
function detailOf(line: string): { label: string; value: string } {
  const match = /^([^:]{1,30}):\s*(.+)$/.exec(line);
  return { label: match?.[1] ?? '', value: match?.[2] ?? line.trim() };
}
