import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** One of several pages that belong together. */
export interface PageTab {
  readonly label: string;
  readonly link: string;
  /** Only the very address counts, because the other tabs' addresses begin with it. */
  readonly exact?: boolean;
}

/** Links between pages that belong together, under their common heading; on a phone they scroll sideways. */
@Component({
  selector: 'ui-page-tabs',
  imports: [RouterLink, RouterLinkActive],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav [attr.aria-label]="label()">
      @for (tab of tabs(); track tab.link) {
        <a
          #link
          [routerLink]="tab.link"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{ exact: tab.exact ?? false }"
          (isActiveChange)="$event && show(link)"
          >{{ tab.label }}</a
        >
      }
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      gap: 20px;
      overflow-x: auto;
      margin-bottom: 16px;
      border-bottom: 1px solid var(--mat-sys-outline-variant);
      scrollbar-width: none;
    }
    a {
      flex: none;
      padding: 8px 0 10px;
      color: var(--mat-sys-on-surface-variant);
      font: var(--text-13);
      font-weight: 500;
      text-decoration: none;
      border-bottom: 2px solid transparent;
    }
    a:hover {
      color: var(--mat-sys-on-surface);
    }
    a.here {
      color: var(--mat-sys-on-surface);
      border-bottom-color: var(--mat-sys-primary);
    }
  `,
})
export class PageTabs {
  readonly label = input.required<string>();
  readonly tabs = input.required<readonly PageTab[]>();

  /** On a phone the present tab may be beyond the edge. */
  protected show(link: HTMLElement): void {
    link.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
  }
}
