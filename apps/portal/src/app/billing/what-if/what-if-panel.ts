import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, askWhatIf, listPublicPackages, listServers } from '@sky/api-client';
import { HostSettings, problemOf } from '@sky/session';
import { deadlineInWords, durationInWords, Failure, Field, MoneyPipe, Now, Panel, RatePipe } from '@sky/ui';

/** Asks what a top-up, a further server or one fewer would do to the credit. Nothing is ordered, paid or deleted here. */
@Component({
  selector: 'portal-what-if-panel',
  imports: [Failure, Field, MatButton, MoneyPipe, Panel, RatePipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './what-if-panel.html',
  styleUrl: './what-if-panel.scss',
})
export class WhatIfPanel {
  private readonly api = inject(Api);
  private readonly now = inject(Now);
  protected readonly host = inject(HostSettings);

  protected readonly amount = signal('');
  protected readonly packageId = signal(0);
  protected readonly count = signal(1);
  protected readonly serverId = signal(0);

  private readonly plansRead = resource({ loader: () => this.api.invoke(listPublicPackages) });
  private readonly serversRead = resource({ loader: () => this.api.invoke(listServers, { limit: 100 }) });
  protected readonly plans = computed(() => (this.plansRead.hasValue() ? this.plansRead.value().data : []));
  protected readonly servers = computed(() => (this.serversRead.hasValue() ? this.serversRead.value().data : []));

  protected readonly isAmount = computed(() => /^$|^\d{1,9}(\.\d{1,3})?$/.test(this.amount().trim()));
  protected readonly question = computed(() => {
    const [topUp, packageId, serverId] = [this.amount().trim(), this.packageId(), this.serverId()];
    if (!this.isAmount() || (topUp === '' && packageId === 0 && serverId === 0)) return undefined;
    return {
      ...(topUp !== '' && { topUp }),
      ...(packageId > 0 && { add: [{ packageId, count: this.count() }] }),
      ...(serverId > 0 && { removeServerIds: [serverId] }),
    };
  });
  protected readonly answer = resource({
    params: () => this.question(),
    loader: ({ params }) => this.api.invoke(askWhatIf, { body: params }),
  });
  protected readonly known = computed(() => (this.answer.hasValue() ? this.answer.value() : undefined));
  protected readonly problem = computed(() => problemOf(this.answer.error()));

  /** The text of a field as somebody types. */
  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected numberOf(event: Event): number {
    const value = Number(this.textOf(event));
    return Number.isSafeInteger(value) && value > 0 ? Math.min(value, 50) : 0;
  }

  /** A choice of a list; 0 is none. */
  protected choiceOf(event: Event): number {
    return Number(this.textOf(event));
  }

  protected clear(): void {
    this.amount.set('');
    this.packageId.set(0);
    this.count.set(1);
    this.serverId.set(0);
  }

  /** "3 days, 4 h, until Fri 4 Dec, 20:57 UTC" */
  protected lasts(runsOutAt: string | null): string {
    if (runsOutAt === null) return 'for as long as can be foreseen';
    const left = Date.parse(runsOutAt) - this.now.quarter();
    return left > 0 ? `${durationInWords(left)}, until ${deadlineInWords(new Date(runsOutAt))}` : 'used up';
  }
}
