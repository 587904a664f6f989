import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { PageHeader } from '@sky/ui';

/** An address of the console that leads nowhere. */
@Component({
  selector: 'console-not-found-page',
  imports: [MatButton, PageHeader, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  template: `
    <ui-page-header heading="There is no such page" />
    <p class="muted">The address may be mistyped, or what it led to is gone.</p>
    <p><a matButton="outlined" routerLink="/">Go to the overview</a></p>
  `,
  styles: `
    p {
      margin-bottom: 12px;
    }
  `,
})
export class NotFoundPage {}
