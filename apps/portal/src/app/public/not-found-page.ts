import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { HostSettings, Session } from '@sky/session';
import { PublicShell } from '@sky/ui';

/** An address that leads nowhere. */
@Component({
  selector: 'portal-not-found-page',
  imports: [MatButton, PublicShell, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-public-shell [company]="host.companyName()">
      <section class="narrow">
        <h1>There is no such page</h1>
        <p class="muted">The address may be mistyped, or what it led to is gone.</p>
        <a matButton="filled" [routerLink]="session.isSignedIn() ? '/overview' : '/'">
          {{ session.isSignedIn() ? 'Go to the overview' : 'Go to the start page' }}
        </a>
      </section>
    </ui-public-shell>
  `,
  styles: `
    .narrow {
      max-width: 360px;
      margin: 96px auto;
      display: grid;
      gap: 12px;
      justify-items: start;
    }
  `,
})
export class NotFoundPage {
  protected readonly session = inject(Session);
  protected readonly host = inject(HostSettings);
}
