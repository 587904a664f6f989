import { computed, effect, inject, Injectable, resource, untracked } from '@angular/core';

import { Api, getBalance } from '@sky/api-client';
import { Live, Session } from '@sky/session';
import { Now } from '@sky/ui';

/** The customer's credit, for every page that shows it. Read again when the live stream says that it changed. */
@Injectable({ providedIn: 'root' })
export class CustomerCredit {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  readonly resource = resource({
    params: () => (this.session.isVerified() ? { userId: this.session.user()?.id } : undefined),
    loader: () => this.api.invoke(getBalance),
  });
  readonly value = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));

  constructor() {
    const now = inject(Now);
    inject(Live).on('balance', () => this.reload());
    effect(() => {
      const asOf = this.value()?.asOf;
      if (asOf) untracked(() => now.follow(asOf));
    });
  }

  reload(): void {
    this.resource.reload();
  }
}
