import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getDebt } from '@sky/api-client';
import { Live } from '@sky/session';
import { Banner, moneyInWords, Now } from '@sky/ui';

import { debtInWords } from './debt-words';

/** What is owed, what follows and when, with the way to pay. Nothing where nothing is owed. */
@Component({
  selector: 'portal-debt-banner',
  imports: [Banner, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (words(); as words) {
      <ui-banner [tone]="words.tone" [heading]="words.heading">
        {{ words.text }}
        <a action matButton="filled" class="small" routerLink="/billing" fragment="add-credit">{{ pay() }}</a>
      </ui-banner>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    ui-banner {
      margin-bottom: 16px;
    }
  `,
})
export class DebtBanner {
  private readonly api = inject(Api);
  private readonly now = inject(Now);

  protected readonly debt = resource({ loader: () => this.api.invoke(getDebt) });
  protected readonly words = computed(() =>
    this.debt.hasValue() ? debtInWords(this.debt.value(), new Date(this.now.quarter())) : undefined,
  );
  protected readonly pay = computed(() => {
    const debt = this.debt.hasValue() ? this.debt.value() : undefined;
    return debt ? `Pay ${moneyInWords(debt.owed, debt.currency)}` : '';
  });

  constructor() {
    const live = inject(Live);
    live.on('balance', () => this.debt.reload());
    live.on('server', () => this.debt.reload());
  }
}
