import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';

import { Api, getNotificationPreferences, type NotificationKind, setNotificationPreferences } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Failure, type NewsPreferenceChange, NewsPreferences, Panel, SkeletonRows, Toasts } from '@sky/ui';

const WORDS: Readonly<Record<NotificationKind, string>> = {
  security: 'Security',
  account: 'Account',
  billing: 'Credit and payments',
  servers: 'Servers',
  support: 'Support',
  'staff-alerts': 'Alerts for staff',
};

/** By which ways the person hears of what; each tick is saved at once. */
@Component({
  selector: 'account-preferences-panel',
  imports: [Failure, NewsPreferences, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './preferences-panel.html',
  styles: `
    :host {
      display: block;
    }
  `,
})
export class PreferencesPanel {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);

  protected readonly preferences = resource({ loader: () => this.api.invoke(getNotificationPreferences) });
  protected readonly problem = computed(() => problemOf(this.preferences.error()));
  protected readonly rows = computed(() =>
    (this.preferences.hasValue() ? this.preferences.value().data : [])
      .filter(({ kind }) => kind !== 'staff-alerts' || this.session.user()?.role !== 'customer')
      .map(preference => ({ ...preference, label: WORDS[preference.kind] })),
  );

  protected async set({ kind, way, isOn }: NewsPreferenceChange): Promise<void> {
    const present = this.rows().find(row => row.kind === kind);
    if (!present) return;
    const inApp = way === 'inApp' ? isOn : present.inApp;
    const mail = way === 'mail' ? isOn : present.mail;
    try {
      const body = { data: [{ kind: present.kind, inApp, mail }] };
      this.preferences.set(await this.api.invoke(setNotificationPreferences, { body }));
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
      this.preferences.reload();
    }
  }
}
