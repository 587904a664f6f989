import { inject, Injectable } from '@angular/core';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';

import { PageTrail } from '@sky/ui';

/** Names the tab after the route, before its page has anything better to say. */
@Injectable({ providedIn: 'root' })
export class PortalTitles extends TitleStrategy {
  private readonly trail = inject(PageTrail);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.trail.titleTab(this.buildTitle(snapshot) ?? '');
  }
}
