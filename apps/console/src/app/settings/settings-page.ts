import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listSettings } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import { Failure, lastKnown, PageHeader, Panel, SkeletonRows, Tag } from '@sky/ui';

import { isUnknown, SETTING_GROUPS } from './known-settings';
import { SettingGroupForm } from './setting-group-form';
import { valueInWords } from './setting-values';

/** The settings of the business, in groups that are saved one by one. */
@Component({
  selector: 'console-settings-page',
  imports: [Failure, MatButton, PageHeader, Panel, RouterLink, SettingGroupForm, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page stack' },
  templateUrl: './settings-page.html',
  styles: `
    .elsewhere {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      align-items: center;
      padding: 16px;
      font: var(--text-13);
    }
    .elsewhere p {
      flex: 1 1 240px;
    }
  `,
})
export class SettingsPage {
  private readonly api = inject(Api);
  protected readonly session = inject(Session);

  protected readonly groups = SETTING_GROUPS;
  protected readonly settings = resource({ loader: () => this.api.invoke(listSettings) });
  protected readonly known = lastKnown(this.settings);
  protected readonly problem = computed(() => problemOf(this.settings.error()));
  /** Settings without a control; shown as they are, so that nothing is hidden. */
  protected readonly others = computed(() =>
    (this.known()?.data ?? [])
      .filter(({ key }) => isUnknown(key))
      .map(({ key, value, isDefault }) => ({ key, isDefault, words: valueInWords(value) })),
  );
}
