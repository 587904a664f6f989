import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import type { NewsEntry } from '../shell/news-button';
import { Age } from '../time/age';

/** Everything somebody was told, newest first; what is unread carries a dot. */
@Component({
  selector: 'ui-news-list',
  imports: [Age, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul>
      @for (entry of entries(); track entry.id) {
        <li [class.new]="!entry.readAt">
          <div>
            @if (entry.link; as link) {
              <a class="link title" [routerLink]="link" (click)="read.emit(entry.id)">{{ entry.title }}</a>
            } @else {
              <strong class="title">{{ entry.title }}</strong>
            }
            <p class="muted">{{ entry.body }}</p>
          </div>
          <span class="muted when"><ui-age real [at]="entry.createdAt" /></span>
          @if (!entry.readAt) {
            <button
              matButton="text"
              class="small"
              type="button"
              [attr.aria-label]="'Mark read: ' + entry.title"
              (click)="read.emit(entry.id)"
            >
              Mark read
            </button>
          }
        </li>
      }
    </ul>
  `,
  styles: `
    li {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: 12px;
      align-items: baseline;
      padding: 10px 8px 10px 28px;
      border-bottom: var(--border);
      font: var(--text-13);
    }
    li:last-child {
      border-bottom: 0;
    }
    li.new::before {
      content: '';
      position: absolute;
      left: 13px;
      top: 20px;
      width: 7px;
      height: 7px;
      border-radius: 50%;
      background: var(--mat-sys-primary);
    }
    .title {
      font-weight: 500;
    }
    p {
      overflow-wrap: anywhere;
    }
    .when {
      min-height: 20px;
      font: var(--text-12);
    }
    @media (max-width: 719px) {
      li {
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        align-items: center;
        padding-right: 16px;
        padding-bottom: 4px;
      }
      li.new::before {
        top: 16px;
      }
      li > div {
        grid-column: 1 / -1;
      }
    }
  `,
})
export class NewsList {
  readonly entries = input.required<readonly NewsEntry[]>();
  readonly read = output<number>();
}
