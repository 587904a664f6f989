import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, cancelServerDeletion, getServer, refreshServer } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import {
  Age,
  Banner,
  durationInWords,
  Failure,
  Icon,
  lastKnown,
  Now,
  PageHeader,
  Panel,
  repeatEvery,
  ServerStateLabel,
  SkeletonRows,
  Timeline,
  Toasts,
} from '@sky/ui';

import { planInWords } from '../../public/plans/plan-words';
import { HistoryPanel } from '../history/history-panel';
import { actionInWords, isObserved, isStale, isUnderWay } from '../server-facts';
import { TrafficPanel } from '../traffic/traffic-panel';
import { PowerMenu } from './power-menu';
import { ServerMenu } from './server-menu';
import { ServerSide } from './server-side';

/** While something moves the page reads often, and otherwise just often enough for live figures. */
const OFTEN_MS = 3_000;
const CALMLY_MS = 10_000;

/** One server: its state with its age, what is being done to it, what happened, and what it costs. */
@Component({
  selector: 'portal-server-page',
  imports: [
    Age,
    Banner,
    Failure,
    Icon,
    HistoryPanel,
    MatButton,
    PageHeader,
    Panel,
    PowerMenu,
    RouterLink,
    ServerMenu,
    ServerSide,
    ServerStateLabel,
    SkeletonRows,
    Timeline,
    TrafficPanel,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page' },
  templateUrl: './server-page.html',
  styleUrl: './server-page.scss',
})
export class ServerPage {
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly now = inject(Now);
  private readonly toasts = inject(Toasts);
  protected readonly parents = [{ label: 'Servers', link: '/servers' }];

  protected readonly resource = resource({
    params: () => Number(this.id()),
    loader: ({ params: id }) => this.api.invoke(getServer, { id }),
  });
  private readonly known = lastKnown(this.resource);
  /** Never the server of the page before. */
  protected readonly server = computed(() => (this.known()?.id === Number(this.id()) ? this.known() : undefined));
  protected readonly problem = computed(() => problemOf(this.resource.error()));

  protected readonly isStale = computed(() => {
    const server = this.server();
    return !!server && isObserved(server) && (server.live.stale || isStale(server, this.now.real()));
  });
  protected readonly isBuilding = computed(() => ['queued', 'building'].includes(this.server()?.state ?? ''));
  /** A build is read from its beginning, a history from its end. */
  protected readonly timeline = computed(() => {
    const entries = this.server()?.timeline ?? [];
    return this.isBuilding()
      ? [...entries].sort((first, second) => first.at.localeCompare(second.at) || first.id - second.id)
      : entries;
  });
  protected readonly hasFigures = computed(() =>
    ['running', 'stopped', 'unknown', 'suspended'].includes(this.server()?.state ?? ''),
  );
  protected readonly facts = computed(() => {
    const server = this.server();
    if (!server) return '';
    return [server.package.name, planInWords(server.package), server.location.name, server.operatingSystem]
      .filter(Boolean)
      .join(' · ');
  });
  protected readonly action = computed(() => {
    const action = this.server()?.action;
    if (!action || action.state === 'done') return undefined;
    return {
      words: actionInWords(action, this.now.real()),
      isMoving: isUnderWay(action),
      progress: action.progress,
      state: action.state,
    };
  });
  protected readonly deletesIn = computed(() => {
    const at = this.server()?.deleteAt;
    if (!at) return '';
    const left = Date.parse(at) - this.now.second().getTime();
    if (left <= 0) return 'is being deleted now';
    return left < 60_000 ? `will be deleted in ${Math.ceil(left / 1000)} s` : `will be deleted in ${durationInWords(left)}`;
  });
  protected readonly canUndo = computed(() => {
    const at = this.server()?.deleteAt;
    return !!at && Date.parse(at) > this.now.second().getTime();
  });

  constructor() {
    inject(Live).on('server', ({ serverId }) => {
      if (serverId === undefined || serverId === Number(this.id())) this.reload();
    });
    const pace = computed(() => {
      const server = this.server();
      const isMoving = this.isBuilding() || isUnderWay(server?.action ?? null) || server?.state === 'deleting';
      return isMoving ? OFTEN_MS : CALMLY_MS;
    });
    repeatEvery(pace, () => {
      if (this.server()?.state !== 'deleted') void this.look();
    });
    effect(() => void this.look(Number(this.id())));
  }

  /** Says that somebody looks, so that the host is asked for figures; what it answers arrives over the live stream. */
  private async look(id = Number(this.id())): Promise<void> {
    await this.api.invoke(refreshServer, { id }).catch(() => undefined);
    untracked(() => this.reload());
  }

  protected reload(): void {
    this.resource.reload();
  }

  /** Has the host asked for the state at once, instead of at the next turn. */
  protected async readState(): Promise<void> {
    try {
      await this.api.invoke(refreshServer, { id: Number(this.id()) });
      this.toasts.done('The host is being asked for the state.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    }
    this.reload();
  }

  protected async keep(): Promise<void> {
    try {
      await this.api.invoke(cancelServerDeletion, { id: Number(this.id()) });
      this.toasts.done('The server is kept.');
      this.reload();
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
      this.reload();
    }
  }
}
