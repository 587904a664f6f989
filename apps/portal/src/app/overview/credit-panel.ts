import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getRunway } from '@sky/api-client';
import { isUsedUp, parseMoney } from '@sky/money';
import { Live, problemOf } from '@sky/session';
import {
  deadlineInWords,
  durationInWords,
  Failure,
  MoneyPipe,
  moneyInWords,
  monthInWords,
  Now,
  RatePipe,
  RunwayChart,
  SkeletonRows,
} from '@sky/ui';

import { CustomerCredit } from '../panel/customer-credit';

/** What the credit is, how long it lasts, and what it is spent on. */
@Component({
  selector: 'portal-credit-panel',
  imports: [Failure, MatButton, MoneyPipe, RatePipe, RouterLink, RunwayChart, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './credit-panel.html',
  styleUrl: './credit-panel.scss',
})
export class CreditPanel {
  private readonly api = inject(Api);
  private readonly now = inject(Now);
  protected readonly credit = inject(CustomerCredit);
  protected readonly runway = resource({ loader: () => this.api.invoke(getRunway) });

  protected readonly balance = this.credit.value;
  protected readonly balanceProblem = computed(() => problemOf(this.credit.resource.error()));
  protected readonly runwayProblem = computed(() => problemOf(this.runway.error()));
  protected readonly month = computed(() => monthInWords(new Date(this.now.quarter())));
  protected readonly lasts = computed(() => {
    const { runsOutAt: at, balance = '', currency = '' } = this.balance() ?? {};
    if (!at) return undefined;
    const left = isUsedUp(balance, currency) ? 0 : Date.parse(at) - this.now.quarter();
    return { words: left > 0 ? `Lasts ${durationInWords(left)}` : 'Used up', until: deadlineInWords(new Date(at)) };
  });
  protected readonly aDay = computed(() => {
    const balance = this.balance();
    return balance ? moneyInWords(parseMoney(balance.hourlyRate, balance.currency) * 24n, balance.currency) : '';
  });

  constructor() {
    inject(Live).on('balance', () => this.runway.reload());
  }
}
