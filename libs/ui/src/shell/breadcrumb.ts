import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Icon } from '../icon/icon';
import { PageTrail } from '../page/page-trail';

/** The path of the object at hand; on phones its last part, with the way back. */
@Component({
  selector: 'ui-breadcrumb',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'navigation', 'aria-label': 'Breadcrumb' },
  template: `
    @if (trail.parents().at(-1); as parent) {
      <a class="back" [routerLink]="parent.link" [attr.aria-label]="'Back to ' + parent.label"
        ><ui-icon name="back" [size]="20"
      /></a>
    }
    @if (trail.parents().length === 0) {
      <span class="wide">{{ root() }}</span>
      <ui-icon class="wide" name="right" [size]="16" />
    }
    @for (parent of trail.parents(); track parent.link) {
      <a class="wide" [routerLink]="parent.link">{{ parent.label }}</a>
      <ui-icon class="wide" name="right" [size]="16" />
    }
    <b aria-current="page">{{ trail.current() }}</b>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      font: 500 13px/20px var(--font-sans);
      color: var(--mat-sys-on-surface-variant);
      white-space: nowrap;
    }
    b {
      font-weight: 500;
      color: var(--mat-sys-on-surface);
      overflow: hidden;
      text-overflow: ellipsis;
    }
    a:hover {
      color: var(--mat-sys-on-surface);
    }
    .back {
      display: none;
      width: 44px;
      height: 44px;
      margin-left: -12px;
      place-items: center;
    }
    @media (max-width: 719px) {
      .wide {
        display: none;
      }
      .back {
        display: grid;
      }
    }
  `,
})
export class Breadcrumb {
  readonly root = input.required<string>();
  protected readonly trail = inject(PageTrail);
}
