import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

import { BrandMark } from '../icon/brand-mark';
import { Icon } from '../icon/icon';
import { asksForPalette } from '../palette/palette';
import { AccountMenu } from './account-menu';
import { Breadcrumb } from './breadcrumb';
import { type Credit, CreditControl } from './credit-control';
import { Navigation } from './navigation';
import type { Person, Place } from './place';
import { SearchButton } from './search-button';

/** The customer's frame: places at the left, a rail when narrow, a bar at the bottom of phones. */
@Component({
  selector: 'ui-portal-shell',
  imports: [AccountMenu, BrandMark, Breadcrumb, CreditControl, Icon, Navigation, RouterLink, RouterLinkActive, SearchButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './portal-shell.html',
  styleUrl: './shell.scss',
})
export class PortalShell {
  readonly company = input.required<string>();
  readonly home = input('/overview');
  readonly places = input.required<readonly Place[]>();
  readonly person = input.required<Person>();
  readonly credit = input<Credit>();
  readonly accountLink = input('/account');
  readonly searchAsked = output();
  readonly signOut = output();

  protected readonly bar = computed(() =>
    this.places()
      .filter(({ desktopOnly }) => !desktopOnly)
      .slice(0, 5),
  );

  protected key(event: KeyboardEvent): void {
    if (!asksForPalette(event)) return;
    event.preventDefault();
    this.searchAsked.emit();
  }
}
