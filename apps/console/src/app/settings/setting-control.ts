import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';

import { Field, Tag } from '@sky/ui';

import type { KnownSetting } from './known-settings';
import type { Entered } from './setting-values';

/** One setting: its label, the control its kind has, and what is wrong with it. */
@Component({
  selector: 'console-setting-control',
  imports: [Field, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './setting-control.html',
  styleUrl: './setting-control.scss',
})
export class SettingControl {
  readonly setting = input.required<KnownSetting>();
  readonly value = model.required<Entered>();
  readonly isDefault = input(false);
  readonly disabled = input(false);
  readonly problem = input('');

  protected readonly id = computed(() => `setting-${this.setting().key.replace('.', '-')}`);
  protected readonly text = computed(() => {
    const value = this.value();
    return typeof value === 'string' ? value : '';
  });
  protected readonly isOn = computed(() => this.value() === true);
  protected readonly chosen = computed(() => {
    const value = this.value();
    return typeof value === 'object' ? value : [];
  });
  protected readonly choices = computed(() => {
    const setting = this.setting();
    return setting.kind === 'choices' ? setting.choices : [];
  });
  protected readonly unit = computed(() => {
    const setting = this.setting();
    return setting.kind === 'whole' ? (setting.unit ?? '') : '';
  });
  protected readonly colour = computed(() => (/^#[0-9a-fA-F]{6}$/.test(this.text()) ? this.text().toLowerCase() : '#000000'));

  protected type(event: Event): void {
    this.value.set((event.target as HTMLInputElement | HTMLTextAreaElement).value);
  }

  protected tick(event: Event): void {
    this.value.set((event.target as HTMLInputElement).checked);
  }

  protected choose(choice: string, event: Event): void {
    const others = this.chosen().filter(one => one !== choice);
    this.value.set((event.target as HTMLInputElement).checked ? [...others, choice] : others);
  }
}
