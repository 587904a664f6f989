import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import type { Permission } from '@sky/api-client';
import { PageHeader } from '@sky/ui';

import { PERMISSION_WORDS } from '../roles/permission-words';
import { ConsolePlaces } from './console-places';

/** Shown instead of a page that somebody's role does not include: what is missing, and where they can go. */
@Component({
  selector: 'console-no-access-page',
  imports: [MatButton, PageHeader, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="Your role does not include this page" />
    <p class="muted">
      @if (missing(); as words) {
        It needs the right “{{ words }}”.
      }
      An administrator can add it to your role.
    </p>
    @if (places.open().length > 0) {
      <div class="row wrap">
        @for (place of places.open(); track place.link) {
          <a matButton="outlined" [routerLink]="place.link">{{ place.label }}</a>
        }
      </div>
    } @else {
      <p><a matButton="outlined" routerLink="/account">Your account</a></p>
    }
  `,
  styles: `
    p {
      margin-bottom: 12px;
    }
  `,
})
export class NoAccessPage {
  readonly permission = input<string>();

  protected readonly places = inject(ConsolePlaces);
  protected readonly missing = computed(() => PERMISSION_WORDS[this.permission() as Permission]?.label);
}
