import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, listServerTemplates, listSshKeys } from '@sky/api-client';
import { pagedList, problemOf } from '@sky/session';
import { Banner, Failure, Panel, SkeletonRows, Tag } from '@sky/ui';

import { OpenServer } from '../detail/open-server';
import { familiesOf, systemInWords, versionInWords } from '../order/systems';
import { isUnderWay } from '../server-facts';
import { Rebuilding } from './rebuilding';

/** A server takes this many keys at once. */
const MOST_KEYS = 10;
/** More keys than these are not chosen from a list. */
const KEYS_SHOWN = 100;

/** Installs an operating system anew: which, with whose keys, and what is lost by it. */
@Component({
  selector: 'portal-rebuild-tab',
  imports: [Banner, Failure, MatButton, Panel, RouterLink, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'stack' },
  templateUrl: './rebuild-tab.html',
  styleUrl: './rebuild-tab.scss',
})
export class RebuildTab {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly rebuilding = inject(Rebuilding);
  protected readonly open = inject(OpenServer);
  protected readonly words = versionInWords;
  protected readonly mostKeys = MOST_KEYS;

  protected readonly systems = resource({
    params: () => this.open.id(),
    loader: ({ params: id }) => this.api.invoke(listServerTemplates, { id }),
  });
  protected readonly problem = computed(() => problemOf(this.systems.error()));
  private readonly offered = computed(() => (this.systems.hasValue() ? this.systems.value() : undefined));
  protected readonly families = computed(() => familiesOf(this.offered()?.data ?? []));
  protected readonly presentId = computed(() => this.offered()?.presentId);
  /** What it has now, where that is still offered; otherwise nothing is chosen for anybody. */
  protected readonly chosenId = linkedSignal(() => this.offered()?.data.find(({ id }) => id === this.presentId())?.id);
  protected readonly chosen = computed(() => this.offered()?.data.find(({ id }) => id === this.chosenId()));

  protected readonly keys = pagedList(
    () => ({ limit: KEYS_SHOWN }),
    params => this.api.invoke(listSshKeys, params),
  );
  protected readonly keyIds = signal<ReadonlySet<number>>(new Set());

  /** Why nothing can be installed now; empty when it can. */
  protected readonly blocked = computed(() => {
    const server = this.open.server();
    if (!server || isUnderWay(server.action)) return 'Another action is under way.';
    if (server.state === 'running' || server.state === 'stopped') return '';
    return server.state === 'unknown'
      ? 'This waits until the state of the server is known.'
      : 'Not possible in the present state.';
  });

  protected choose(id: number, isChosen: boolean): void {
    const next = new Set(this.keyIds());
    if (isChosen) next.add(id);
    else next.delete(id);
    this.keyIds.set(next);
  }

  protected async rebuild(): Promise<void> {
    const [server, system] = [this.open.server(), this.chosen()];
    if (!server || !system) return;
    const keys = this.keys.rows().filter(({ id }) => this.keyIds().has(id));
    const isStarted = await this.rebuilding.ask(server, { id: system.id, words: systemInWords(system) }, keys);
    if (!isStarted) return;
    this.open.reload();
    // How far it is stands at the top of the page.
    this.host.nativeElement.closest('.page')?.scrollIntoView?.({ block: 'start' });
  }
}
