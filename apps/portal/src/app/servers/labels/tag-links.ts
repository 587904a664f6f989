import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Tag } from '@sky/ui';

/** The tags of a server; each leads to the servers that have it. */
@Component({
  selector: 'portal-tag-links',
  imports: [RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (tag of tags(); track tag) {
      <a routerLink="/servers" [queryParams]="{ tag }" [attr.aria-label]="'Servers with the tag ' + tag">
        <ui-tag>{{ tag }}</ui-tag>
      </a>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      gap: 4px;
      min-width: 0;
    }
    a {
      display: inline-flex;
      border-radius: var(--radius-xs);
      text-decoration: none;
    }
    a:hover ui-tag {
      color: var(--mat-sys-on-surface);
    }
  `,
})
export class TagLinks {
  readonly tags = input.required<readonly string[]>();
}
