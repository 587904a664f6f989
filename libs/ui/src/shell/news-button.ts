import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Icon } from '../icon/icon';
import { Age } from '../time/age';

/** A piece of news as the bell lists it. */
export interface NewsEntry {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/** The bell: how much is unread, and the newest news in a popover of the browser's own. */
@Component({
  selector: 'ui-news-button',
  imports: [Age, Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './news-button.html',
  styleUrl: './news-button.scss',
})
export class NewsButton {
  readonly entries = input.required<readonly NewsEntry[]>();
  readonly unread = input.required<number>();
  /** The page with all of them. */
  readonly allLink = input.required<string>();
  readonly read = output<number>();
  readonly readAll = output();

  protected readonly count = computed(() => (this.unread() > 99 ? '99+' : String(this.unread())));
  protected readonly label = computed(() => (this.unread() > 0 ? `Notifications, ${this.unread()} unread` : 'Notifications'));
}
