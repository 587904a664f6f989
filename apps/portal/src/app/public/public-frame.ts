import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';

import { HostSettings, Session } from '@sky/session';
import { PublicShell, ThemeSwitch } from '@sky/ui';

/** The frame around everything a guest may see. */
@Component({
  selector: 'portal-public-frame',
  imports: [MatButton, PublicShell, RouterLink, RouterLinkActive, RouterOutlet, ThemeSwitch],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './public-frame.html',
  styles: `
    .here {
      color: var(--mat-sys-on-surface);
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      align-items: center;
      gap: 8px 16px;
    }
  `,
})
export class PublicFrame {
  protected readonly session = inject(Session);
  protected readonly host = inject(HostSettings);
}
