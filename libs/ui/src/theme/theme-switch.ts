import { ChangeDetectionStrategy, Component, inject } from '@angular/core';

import { type Segment, Segments } from '../form/segments';
import { Theme, THEME_CHOICES, type ThemeChoice } from './theme';

const LABELS: Record<ThemeChoice, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** The choice between light, dark and as the system is. */
@Component({
  selector: 'ui-theme-switch',
  imports: [Segments],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<ui-segments label="Theme" [options]="options" [value]="theme.choice()" (valueChange)="choose($event)" />`,
})
export class ThemeSwitch {
  protected readonly theme = inject(Theme);
  protected readonly options: readonly Segment[] = THEME_CHOICES.map(value => ({ value, label: LABELS[value] }));

  protected choose(value: string): void {
    this.theme.choice.set(THEME_CHOICES.find(choice => choice === value) ?? 'system');
  }
}
