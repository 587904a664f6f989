import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';

import { HostSettings, Session } from '@sky/session';
import { PageTrail, Theme, ToastOutlet } from '@sky/ui';

/** The portal's root: the page at hand, and passing messages. */
@Component({
  selector: 'portal-root',
  imports: [RouterOutlet, ToastOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<router-outlet /><ui-toast-outlet />`,
})
export class App {
  constructor() {
    const [router, session, host, trail] = [inject(Router), inject(Session), inject(HostSettings), inject(PageTrail)];
    inject(Theme);
    effect(() => trail.company.set(host.companyName()));
    effect(() => {
      if (session.hasEnded()) void router.navigate(['/sign-in'], { queryParams: { next: router.url } });
    });
  }
}
