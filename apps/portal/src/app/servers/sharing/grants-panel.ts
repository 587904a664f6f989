import { ChangeDetectionStrategy, Component, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { Api, endServerGrant, listServerGrants, type ServerGrantDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Failure, Moment, Panel, Toasts } from '@sky/ui';

import { GrantForm } from './grant-form';
import { rightsInWords } from './rights-words';

/** The people whom an owner lets use one server for a while, and the form that lets in another. */
@Component({
  selector: 'portal-grants-panel',
  imports: [Failure, GrantForm, MatButton, Moment, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './grants-panel.html',
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
      font: var(--text-13);
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      padding: 8px 16px;
      border-bottom: var(--border);
    }
    .none {
      margin: 0;
      padding: 12px 16px;
      border-bottom: var(--border);
    }
  `,
})
export class GrantsPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);

  protected readonly rights = rightsInWords;
  protected readonly isBusy = signal(false);
  protected readonly grants = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(listServerGrants, { id }),
  });

  protected async end({ id: grantId, username }: ServerGrantDto): Promise<void> {
    this.isBusy.set(true);
    try {
      await this.api.invoke(endServerGrant, { id: this.serverId(), grantId });
      this.toasts.done(`${username} may not use it any more.`);
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isBusy.set(false);
      this.grants.reload();
    }
  }
}
