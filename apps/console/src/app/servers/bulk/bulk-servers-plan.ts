import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { BulkServerDto } from '@sky/api-client';

import { serversInWords } from './bulk-words';

/** Which servers a plan concerns, and which it leaves out with the reason. */
@Component({
  selector: 'console-bulk-servers-plan',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (concerned().length > 0) {
      <h3>{{ words(concerned().length) }} concerned</h3>
      <ul>
        @for (server of concerned(); track server.id) {
          <li>
            {{ server.name }} <span class="muted">{{ server.ownerUsername }}</span>
          </li>
        }
      </ul>
    }
    @if (skipped().length > 0) {
      <h3>{{ words(skipped().length) }} left out</h3>
      <ul>
        @for (server of skipped(); track server.id) {
          <li>
            {{ server.name }} <span class="muted">{{ server.ownerUsername }}, {{ server.skipped }}</span>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: block;
      font: var(--text-13);
    }
    h3 {
      margin: 12px 0 4px;
      font: 500 12px/16px var(--font-sans);
    }
    ul {
      max-height: 200px;
      overflow-y: auto;
    }
    li {
      overflow-wrap: anywhere;
    }
  `,
})
export class BulkServersPlan {
  readonly servers = input.required<readonly BulkServerDto[]>();

  protected readonly words = serversInWords;
  protected readonly concerned = computed(() => this.servers().filter(({ skipped }) => skipped === null));
  protected readonly skipped = computed(() => this.servers().filter(({ skipped }) => skipped !== null));
}
