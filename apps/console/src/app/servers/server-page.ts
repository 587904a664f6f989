import { ChangeDetectionStrategy, Component, computed, inject, input, resource, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getServerFacts, getServerForAdmin } from '@sky/api-client';
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

import { HardwarePanel } from './facts/hardware-panel';
import { ServerLogPanel } from './facts/log-panel';
import { ServerRawPanel } from './facts/raw-panel';
import { ServerTrafficPanel } from './facts/traffic-panel';
import { ServerVisitsPanel } from './facts/visits-panel';
import { HOLD_WORDS } from './hold-words';
import { ServerMenu } from './server-menu';

const READ_EVERY_MS = 10_000;

/** One server as staff see it: whose it is, what it is upstream, what happened to it, what it brings. */
@Component({
  selector: 'console-server-page',
  imports: [
    Age,
    Banner,
    Failure,
    HardwarePanel,
    Icon,
    MatButton,
    Moment,
    MoneyPipe,
    PageHeader,
    Panel,
    RatePipe,
    RouterLink,
    ServerLogPanel,
    ServerMenu,
    ServerRawPanel,
    ServerStateLabel,
    ServerTrafficPanel,
    ServerVisitsPanel,
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
  protected readonly mayWrite = computed(() => this.session.may('servers.write'));
  protected readonly holds = HOLD_WORDS;
  private readonly log = viewChild(ServerLogPanel);
  protected readonly parents = [{ label: 'Servers', link: '/servers' }];
  protected readonly resource = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getServerForAdmin, { id }),
  });
  private readonly facts = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getServerFacts, { id }),
  });
  private readonly known = lastKnown(this.resource);
  private readonly knownFacts = lastKnown(this.facts);
  protected readonly detail = computed(() => (this.server() ? this.knownFacts() : undefined));
  protected readonly server = computed(() => (this.known()?.id === Number(this.id()) ? this.known() : undefined));
  protected readonly problem = computed(() => problemOf(this.resource.error()));
  protected readonly action = computed(() => {
    const action = this.server()?.action;
    return action
      ? [action.kind, action.state, action.progress === null ? '' : `${action.progress}%`].filter(Boolean).join(', ')
      : 'None';
  });

  constructor() {
    inject(Live).on('server', () => this.read());
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.read(),
    );
  }

  /** After something was done, its log tells of it. */
  protected acted(): void {
    this.read();
    this.log()?.reload();
  }

  private read(): void {
    this.resource.reload();
    this.facts.reload();
  }
}
