import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';

import {
  Api,
  type BulkServerAction,
  listAllServers,
  listHypervisorGroups,
  type ServerOrder,
  type StaffServerChoice,
} from '@sky/api-client';
import { Live, pagedList, Session } from '@sky/session';
import {
  addressFilters,
  Age,
  CapitalisePipe,
  Icon,
  Listing,
  MoneyPipe,
  PageHeader,
  Panel,
  ServerStateLabel,
  Toasts,
} from '@sky/ui';

import { Selection } from '../bulk/selection';
import { BulkBar } from '../bulk/bulk-bar';
import { BULK_SERVER_ACTS } from './bulk/bulk-words';

const STATES = ['running', 'stopped', 'building', 'queued', 'suspended', 'failed', 'deleting', 'unknown'] as const;
const CHOICES: Record<StaffServerChoice, string> = {
  all: 'All',
  'suspended-by-staff': 'Suspended by staff',
  'held-by-debt': 'Held by a debt',
  missing: 'Lost by VirtFusion',
  'free-of-charge': 'Free of charge',
};
const ORDERS: Record<ServerOrder, string> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'By name',
  hypervisor: 'By hypervisor',
  state: 'By state',
};
const PAGE_SIZE = 20;
const MOST_AT_ONCE = 200;

/** Every customer's servers; filters live in the address, and staff act on many at once from here. */
@Component({
  selector: 'console-servers-page',
  imports: [Age, BulkBar, CapitalisePipe, Icon, Listing, MatButton, MoneyPipe, PageHeader, Panel, RouterLink, ServerStateLabel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
  templateUrl: './servers-page.html',
  styleUrl: '../users/users-page.scss',
})
export class ServersPage {
  private readonly api = inject(Api);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly size = PAGE_SIZE;
  protected readonly states = STATES;
  protected readonly choices = Object.entries(CHOICES) as [StaffServerChoice, string][];
  protected readonly orders = Object.entries(ORDERS) as [ServerOrder, string][];
  protected readonly mayWrite = computed(() => this.session.may('servers.write'));
  protected readonly filters = addressFilters();
  protected readonly search = computed(() => this.filters.text('search'));
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly show = computed(() => this.filters.oneOf('show', Object.keys(CHOICES) as StaffServerChoice[]));
  protected readonly sort = computed(() => this.filters.oneOf('sort', Object.keys(ORDERS) as ServerOrder[]));
  protected readonly locationId = computed(() => Number(this.filters.text('locationId')) || undefined);
  protected readonly packageId = computed(() => Number(this.filters.text('packageId')) || undefined);
  protected readonly userId = computed(() => Number(this.filters.text('userId')) || undefined);
  protected readonly hypervisor = computed(() => this.filters.text('hypervisor'));
  protected readonly tag = computed(() => this.filters.text('tag'));
  private readonly wanted = computed(() => {
    const wanted = {
      ...{ search: this.search(), state: this.state(), show: this.show(), sort: this.sort(), hypervisor: this.hypervisor() },
      ...{ locationId: this.locationId(), packageId: this.packageId(), userId: this.userId(), tag: this.tag() },
    };
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)) as Partial<typeof wanted>;
  });
  protected readonly isFiltered = computed(() => Object.keys(this.wanted()).some(name => name !== 'sort'));

  private readonly groups = resource({ loader: () => this.api.invoke(listHypervisorGroups, {}) });
  protected readonly locations = computed(() => (this.groups.hasValue() ? this.groups.value().data : []));
  protected readonly servers = pagedList(
    () => ({ page: this.filters.page(), limit: PAGE_SIZE, ...this.wanted() }),
    params => this.api.invoke(listAllServers, params),
  );

  protected readonly bulkActs = BULK_SERVER_ACTS;
  protected readonly selection = new Selection(MOST_AT_ONCE);
  protected readonly pageIds = computed(() => this.servers.rows().map(({ id }) => id));

  constructor() {
    inject(Live).on('server', () => this.servers.reload());
  }

  protected tick(ids: readonly number[], event: Event): void {
    this.selection.set(ids, (event.target as HTMLInputElement).checked);
  }

  protected async create(): Promise<void> {
    const loaded = this.pending.add();
    const { openCreateServerDialog } = await import('./dialogs/create-server-dialog').finally(loaded);
    const id = await openCreateServerDialog(this.injector);
    if (id === undefined) return;
    this.toasts.done('The server is being built.');
    await this.router.navigate(['/servers', id]);
  }

  protected async act(action: BulkServerAction): Promise<void> {
    const loaded = this.pending.add();
    const { openBulkServersDialog } = await import('./bulk/bulk-servers-dialog').finally(loaded);
    if (!(await openBulkServersDialog(this.injector, { action, serverIds: this.selection.ids() }))) return;
    this.selection.clear();
    this.servers.reload();
  }
}
