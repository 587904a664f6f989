import { computed, inject, Injectable, resource } from '@angular/core';

import { Api, listNotifications, readAllNotifications, readNotification } from '@sky/api-client';

import { Live } from './live';
import { Session } from './session';

const SHOWN = 8;

/** The newest news of whoever is signed in, for the bell of the frame; kept fresh by the live stream. */
@Injectable({ providedIn: 'root' })
export class News {
  private readonly api = inject(Api);
  private readonly session = inject(Session);

  private readonly page = resource({
    params: () => (this.session.isSignedIn() ? {} : undefined),
    loader: () => this.api.invoke(listNotifications, { limit: SHOWN }),
  });

  readonly entries = computed(() => (this.page.hasValue() ? this.page.value().data : []));
  readonly unread = computed(() => (this.page.hasValue() ? this.page.value().unread : 0));

  constructor() {
    inject(Live).on('notification', () => this.page.reload());
  }

  /** Marks one as read; a failure leaves it unread, which the next look shows. */
  async read(id: number): Promise<void> {
    await this.api.invoke(readNotification, { id }).catch(() => undefined);
    this.page.reload();
  }

  async readAll(): Promise<void> {
    await this.api.invoke(readAllNotifications).catch(() => undefined);
    this.page.reload();
  }
}
