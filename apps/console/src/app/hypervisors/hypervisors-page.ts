import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Api, listHypervisorGroups } from '@sky/api-client';
import { wholeList } from '@sky/session';
import { Age, Listing, PageHeader, Panel, repeatEvery, Tag } from '@sky/ui';

import { fullnessInWords, growthInWords, RESOURCE_WORDS, RESOURCES } from './capacity-words';
import { RoomBar } from './room-bar';

const READ_EVERY_MS = 60_000;

/** How full each location is, machine by machine, and how long that lasts. */
@Component({
  selector: 'console-hypervisors-page',
  imports: [Age, Listing, PageHeader, Panel, RoomBar, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './hypervisors-page.html',
  styles: `
    .told {
      padding: 14px 16px;
    }
  `,
})
export class HypervisorsPage {
  private readonly api = inject(Api);

  protected readonly resources = RESOURCES;
  /** The number of servers of a location has its own column. */
  protected readonly measured = RESOURCES.filter(resource => resource !== 'servers');
  protected readonly words = RESOURCE_WORDS;
  protected readonly groups = wholeList(
    () => ({}),
    params => this.api.invoke(listHypervisorGroups, params),
  );
  protected readonly rows = computed(() =>
    this.groups.rows().map(group => ({
      group,
      fullness: fullnessInWords(group.fullness),
      growth: growthInWords(group.growth),
    })),
  );

  constructor() {
    repeatEvery(signal(READ_EVERY_MS), () => this.groups.reload());
  }
}
