import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Icon } from '../icon/icon';
import { ThemeSwitch } from '../theme/theme-switch';
import type { Person } from './place';

/**
 * Who is signed in, their account, the theme, and the way out. A popover of the browser's own: it closes on Escape and on a
 * click elsewhere, and keeps the overlay machinery out of the first load.
 */
@Component({
  selector: 'ui-account-menu',
  imports: [Icon, RouterLink, ThemeSwitch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.upwards]': 'named()' },
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.scss',
})
export class AccountMenu {
  readonly person = input.required<Person>();
  readonly accountLink = input('');
  readonly named = input(false);
  readonly signOut = output();

  protected readonly initials = computed(() => {
    const words = this.person().name.trim().split(/\s+/);
    const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
    return `${first.charAt(0)}${last.charAt(0)}`.toUpperCase();
  });
}
