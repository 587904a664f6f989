import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { BrandMark } from '../icon/brand-mark';

/** The frame of pages that anybody may read. */
@Component({
  selector: 'ui-public-shell',
  imports: [BrandMark, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="skip" href="#content" (click)="$event.preventDefault(); content.focus()">Skip to content</a>
    <header>
      <div class="width">
        <a class="brand" routerLink="/"><ui-brand-mark [company]="company()" />{{ company() }}</a>
        <nav aria-label="Main"><ng-content select="[places]" /></nav>
        <span class="spacer"></span>
        <ng-content select="[actions]" />
      </div>
    </header>
    <main #content id="content" tabindex="-1"><ng-content /></main>
    <footer><ng-content select="[foot]" /></footer>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
    }
    .skip {
      position: fixed;
      left: 8px;
      top: -60px;
      z-index: 20;
      padding: 8px 12px;
      border-radius: var(--radius-sm);
      background: var(--mat-sys-inverse-surface);
      color: var(--mat-sys-inverse-on-surface);
    }
    .skip:focus {
      top: 8px;
    }
    header {
      border-bottom: var(--border);
    }
    .width {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 56px;
      max-width: 1104px;
      margin: 0 auto;
      padding: 0 24px;
    }
    .brand {
      display: flex;
      align-items: center;
      gap: 9px;
      font-weight: 600;
      letter-spacing: -0.011em;
    }
    nav {
      display: flex;
      gap: 20px;
      margin-left: 24px;
      font: 500 13px/20px var(--font-sans);
      color: var(--mat-sys-on-surface-variant);
    }
    main {
      flex: 1;
      width: 100%;
      max-width: 1104px;
      margin: 0 auto;
      padding: 0 24px;
    }
    main:focus {
      outline: none;
      box-shadow: none;
    }
    footer {
      padding: 24px;
      text-align: center;
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
    }
    @media (max-width: 719px) {
      .width,
      main {
        padding: 0 16px;
      }
      .width {
        flex-wrap: wrap;
        padding: 6px 16px;
      }
      nav {
        margin-left: 8px;
        gap: 12px;
      }
    }
  `,
})
export class PublicShell {
  readonly company = input.required<string>();
}
