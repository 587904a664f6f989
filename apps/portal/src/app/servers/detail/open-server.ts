import { computed, effect, inject, Injectable, resource, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';

import { Api, getServer, refreshServer } from '@sky/api-client';
import { Live, problemOf } from '@sky/session';
import { lastKnown, Now, repeatEvery } from '@sky/ui';

import { isObserved, isStale, isUnderWay } from '../server-facts';

/** While something moves the server is read often, and otherwise just often enough for live figures. */
const OFTEN_MS = 3_000;
const CALMLY_MS = 10_000;

/** The server whose pages are open: read once for all of its tabs, and kept up to date while one of them is looked at. */
@Injectable()
export class OpenServer {
  private readonly api = inject(Api);
  private readonly now = inject(Now);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap);

  readonly id = computed(() => Number(this.params()?.get('id')));
  private readonly source = resource({
    params: () => this.id(),
    loader: ({ params: id }) => this.api.invoke(getServer, { id }),
  });
  private readonly known = lastKnown(this.source);

  /** Never the server of the page before. */
  readonly server = computed(() => (this.known()?.id === this.id() ? this.known() : undefined));
  /** Why it could not be read the last time. */
  readonly problem = computed(() => (this.source.error() === undefined ? undefined : problemOf(this.source.error())));
  readonly isStale = computed(() => {
    const server = this.server();
    return !!server && isObserved(server) && (server.live.stale || isStale(server, this.now.real()));
  });
  readonly isBuilding = computed(() => ['queued', 'building'].includes(this.server()?.state ?? ''));
  readonly isMoving = computed(
    () => this.isBuilding() || isUnderWay(this.server()?.action ?? null) || this.server()?.state === 'deleting',
  );
  /** It exists on a host, so there are figures of it. */
  readonly hasFigures = computed(() => ['running', 'stopped', 'unknown', 'suspended'].includes(this.server()?.state ?? ''));

  constructor() {
    inject(Live).on('server', ({ serverId }) => {
      if (serverId === undefined || serverId === this.id()) this.reload();
    });
    const pace = computed(() => (this.isMoving() ? OFTEN_MS : CALMLY_MS));
    repeatEvery(pace, () => {
      if (this.server()?.state !== 'deleted') void this.look(this.id());
    });
    effect(() => void this.look(this.id()));
  }

  reload(): void {
    this.source.reload();
  }

  /** Says that somebody looks, so that the host is asked for figures; what it answers arrives over the live stream. */
  private async look(id: number): Promise<void> {
    await this.api.invoke(refreshServer, { id }).catch(() => undefined);
    untracked(() => this.reload());
  }
}
