import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';

import { BrandMark } from '../icon/brand-mark';
import { Icon } from '../icon/icon';
import { asksForPalette } from '../palette/palette';
import { AccountMenu } from './account-menu';
import { Breadcrumb } from './breadcrumb';
import { Navigation } from './navigation';
import type { Person, Place } from './place';
import { SearchButton } from './search-button';

/** The staff's frame: ink navigation with its tag, a drawer (the browser's own popover) where the window is narrow. */
@Component({
  selector: 'ui-console-shell',
  imports: [AccountMenu, BrandMark, Breadcrumb, Icon, Navigation, RouterLink, SearchButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './console-shell.html',
  styleUrl: './shell.scss',
})
export class ConsoleShell {
  readonly company = input.required<string>();
  readonly places = input.required<readonly Place[]>();
  readonly person = input.required<Person>();
  readonly accountLink = input('');
  readonly searchAsked = output();
  readonly signOut = output();

  /** Closes the drawer after a place was chosen; on wide windows there is none. */
  protected close(drawer: HTMLElement): void {
    if (drawer.matches(':popover-open')) drawer.hidePopover();
  }

  protected key(event: KeyboardEvent): void {
    if (!asksForPalette(event)) return;
    event.preventDefault();
    this.searchAsked.emit();
  }
}
