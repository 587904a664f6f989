import { computed, inject, Injectable, resource } from '@angular/core';

import { Api, getPublicSettings } from '@sky/api-client';

/** What anybody may know of the host: its name, currency and limits. Read once a page load. */
@Injectable({ providedIn: 'root' })
export class HostSettings {
  private readonly api = inject(Api);
  private readonly settings = resource({ loader: () => this.api.invoke(getPublicSettings) });

  /** The settings once they are known. */
  readonly value = computed(() => (this.settings.hasValue() ? this.settings.value() : undefined));
  readonly companyName = computed(() => this.value()?.companyName ?? 'SkyPANEL');

  reload(): void {
    this.settings.reload();
  }
}
