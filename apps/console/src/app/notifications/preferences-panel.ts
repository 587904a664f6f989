import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';

import { Api, getNotificationPreferences, type NotificationKind, setNotificationPreferences } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Failure, type NewsPreferenceChange, NewsPreferences, Panel, SkeletonRows, Toasts } from '@sky/ui';

const WORDS: Readonly<Record<NotificationKind, string>> = {
  'staff-alerts': 'Alerts for staff',
  security: 'Security',
  account: 'Account',
  billing: 'Credit and payments',
  servers: 'Servers',
  support: 'Support',
};

/** By which ways a member of staff hears of what; each tick is saved at once. */
@Component({
  selector: 'console-preferences-panel',
  imports: [Failure, NewsPreferences, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="What you hear of">
      @if (preferences.error()) {
        <ui-failure heading="The preferences could not be loaded" [problem]="problem()" (retry)="preferences.reload()" />
      } @else if (!preferences.hasValue()) {
        <ui-skeleton-rows label="Loading preferences" [rows]="4" />
      } @else {
        <ui-news-preferences [preferences]="rows()" (changed)="set($event)" />
      }
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PreferencesPanel {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly preferences = resource({ loader: () => this.api.invoke(getNotificationPreferences) });
  protected readonly problem = computed(() => problemOf(this.preferences.error()));
  private readonly known = computed(() => (this.preferences.hasValue() ? this.preferences.value().data : []));
  protected readonly rows = computed(() => this.known().map(preference => ({ ...preference, label: WORDS[preference.kind] })));

  protected async set({ kind, way, isOn }: NewsPreferenceChange): Promise<void> {
    const before = this.known().find(preference => preference.kind === kind);
    if (!before) return;
    try {
      const ways = { inApp: way === 'inApp' ? isOn : before.inApp, mail: way === 'mail' ? isOn : before.mail };
      const body = { data: [{ kind: before.kind, ...ways }] };
      this.preferences.set(await this.api.invoke(setNotificationPreferences, { body }));
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
      this.preferences.reload();
    }
  }
}
