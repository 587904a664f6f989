import { ChangeDetectionStrategy, Component, DOCUMENT, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, endConsoleShare, listConsoleShares, shareConsole } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { CopyButton, Moment, Panel, Toasts } from '@sky/ui';

const CHOICES = [
  { minutes: 60, label: '1 hour' },
  { minutes: 8 * 60, label: '8 hours' },
  { minutes: 24 * 60, label: '1 day' },
  { minutes: 7 * 24 * 60, label: '7 days' },
];

/** Links by which somebody with an account may look at the console, and touch nothing. A link is shown once, when it is made. */
@Component({
  selector: 'portal-shares-panel',
  imports: [CopyButton, MatButton, Moment, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './shares-panel.html',
  styles: `
    .make,
    .made,
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .make,
    .made,
    .none {
      margin: 0;
      padding: 12px 16px;
    }
    .made {
      border-top: var(--border);
      background: var(--sky-success-container);
    }
    code {
      flex: 1;
      min-width: 0;
      overflow-wrap: anywhere;
      font-family: var(--font-mono);
      font-size: 12px;
    }
    select {
      width: auto;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
      font: var(--text-13);
    }
    li {
      justify-content: space-between;
      padding: 8px 16px;
      border-top: var(--border);
    }
  `,
})
export class SharesPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly origin = inject(DOCUMENT).location.origin;

  protected readonly choices = CHOICES;
  protected readonly minutes = signal(60);
  protected readonly isBusy = signal(false);
  protected readonly link = signal('');
  protected readonly shares = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(listConsoleShares, { id }),
  });

  protected choose(event: Event): void {
    this.minutes.set(Number((event.target as HTMLSelectElement).value));
  }

  protected share(): Promise<void> {
    return this.act(async id => {
      const { token } = await this.api.invoke(shareConsole, { id, body: { minutes: this.minutes() } });
      this.link.set(`${this.origin}/shared-console/${token}`);
    });
  }

  protected end(shareId: number): Promise<void> {
    return this.act(async id => {
      await this.api.invoke(endConsoleShare, { id, shareId });
      this.link.set('');
    });
  }

  private async act(work: (id: number) => Promise<void>): Promise<void> {
    this.isBusy.set(true);
    try {
      await work(this.serverId());
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isBusy.set(false);
      this.shares.reload();
    }
  }
}
