import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, getRawServer } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { CopyButton, Failure, Panel, SkeletonRows } from '@sky/ui';

const INDENT = 2;

/** What we have stored of a server, word for word; read only when somebody wants to see it. */
@Component({
  selector: 'console-server-raw-panel',
  imports: [CopyButton, Failure, MatButton, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Stored rows">
      <ng-container actions>
        @if (text(); as json) {
          <ui-copy-button [text]="json" what="the stored rows" />
        }
        <button matButton="text" class="small" type="button" [attr.aria-expanded]="isOpen()" (click)="isOpen.set(!isOpen())">
          {{ isOpen() ? 'Hide' : 'Show' }}
        </button>
      </ng-container>
      @if (isOpen()) {
        @if (text(); as json) {
          <pre class="mono" tabindex="0" aria-label="Stored rows">{{ json }}</pre>
        } @else if (raw.error()) {
          <ui-failure heading="The rows could not be loaded" [problem]="problem()" (retry)="raw.reload()" />
        } @else {
          <ui-skeleton-rows label="Loading the stored rows" [rows]="3" />
        }
      }
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    pre {
      max-height: 400px;
      margin: 0;
      padding: 14px 16px;
      overflow: auto;
    }
  `,
})
export class ServerRawPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  protected readonly isOpen = signal(false);
  protected readonly raw = resource({
    params: () => (this.isOpen() ? this.serverId() : undefined),
    loader: ({ params: id }) => this.api.invoke(getRawServer, { id }),
  });
  protected readonly text = computed(() =>
    this.raw.hasValue() ? JSON.stringify(this.raw.value().data, null, INDENT) : undefined,
  );
  protected readonly problem = computed(() => problemOf(this.raw.error()));
}
