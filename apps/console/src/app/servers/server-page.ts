import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getServerForAdmin } from '@sky/api-client';
import { Live, problemOf, Session } from '@sky/session';
import {
  Age,
  Banner,
  Failure,
  Icon,
  lastKnown,
  Moment,
  MoneyPipe,
  PageHeader,
  Panel,
  RatePipe,
  repeatEvery,
  ServerStateLabel,
  SkeletonRows,
  Timeline,
} from '@sky/ui';

const READ_EVERY_MS = 10_000;

/** One server as staff see it: whose it is, what it is upstream, what happened to it, what it brings. */
@Component({
  selector: 'console-server-page',
  imports: [
    Age,
    Banner,
    Failure,
    Icon,
    MatButton,
    Moment,
    MoneyPipe,
    PageHeader,
    Panel,
    RatePipe,
    RouterLink,
    ServerStateLabel,
    SkeletonRows,
    Timeline,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './server-page.html',
  styles: `
    .inside {
      padding: 14px 16px;
    }
    ui-banner {
      margin-bottom: 16px;
    }
  `,
})
export class ServerPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly session = inject(Session);
  protected readonly mayOpenConsole = computed(() => this.session.may('servers.console'));
  protected readonly parents = [{ label: 'Servers', link: '/servers' }];
  protected readonly resource = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getServerForAdmin, { id }),
  });
  private readonly known = lastKnown(this.resource);
  protected readonly server = computed(() => (this.known()?.id === Number(this.id()) ? this.known() : undefined));
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly action = computed(() => {
    const action = this.server()?.action;
    return action
      ? [action.kind, action.state, action.progress === null ? '' : `${action.progress}%`].filter(Boolean).join(', ')
      : 'None';
  });

  constructor() {
    inject(Live).on('server', () => this.resource.reload());
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.resource.reload(),
    );
  }
}
