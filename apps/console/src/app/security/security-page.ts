import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import {
  acknowledgeSecurityEvent,
  Api,
  listSecurityEvents,
  type SecurityEventDto,
  type SecurityEventKind,
  type SecurityEventState,
  type SecuritySeverity,
} from '@sky/api-client';
import { pagedList, problemOf, Session } from '@sky/session';
import { addressFilters, Age, CapitalisePipe, Listing, PageHeader, Panel, repeatEvery, Tag, Toasts, type Tone } from '@sky/ui';

import { summaryOf } from '../audit/changes';
import { BlockedAddresses } from './blocked-addresses';
import { EVENT_WORDS } from './event-words';

const PAGE_SIZE = 20;
const READ_EVERY_MS = 30_000;
const STATES = ['open', 'acknowledged'] as const satisfies readonly SecurityEventState[];
const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly SecuritySeverity[];
const TONES: Record<SecuritySeverity, Tone> = { critical: 'error', warning: 'warning', info: 'info' };

/** What looks like an attack, and the addresses that get no answer. */
@Component({
  selector: 'console-security-page',
  imports: [Age, BlockedAddresses, CapitalisePipe, Listing, MatButton, PageHeader, Panel, RouterLink, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './security-page.html',
  styleUrl: './security-page.scss',
})
export class SecurityPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly blocked = viewChild.required(BlockedAddresses);

  protected readonly mayWrite = computed(() => this.session.may('security.write'));
  protected readonly size = PAGE_SIZE;
  protected readonly tones = TONES;
  protected readonly severities = SEVERITIES;
  protected readonly kinds = Object.entries(EVENT_WORDS);
  protected readonly filters = addressFilters();
  protected readonly state = computed(() => this.filters.oneOf('state', STATES));
  protected readonly severity = computed(() => this.filters.oneOf('severity', SEVERITIES));
  protected readonly kind = computed(() => this.filters.oneOf('kind', Object.keys(EVENT_WORDS) as SecurityEventKind[]));
  protected readonly isFiltered = computed(() => !!(this.state() || this.severity() || this.kind()));

  protected readonly events = pagedList(
    () => {
      const [state, severity, kind] = [this.state(), this.severity(), this.kind()];
      return {
        page: this.filters.page(),
        limit: PAGE_SIZE,
        ...(state && { state }),
        ...(severity && { severity }),
        ...(kind && { kind }),
      };
    },
    params => this.api.invoke(listSecurityEvents, params),
  );
  protected readonly rows = computed(() => this.events.rows().map(event => ({ event, facts: summaryOf(event.details) })));
  protected readonly acknowledging = signal(0);

  constructor() {
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.events.reload(),
    );
  }

  protected async acknowledge({ id }: SecurityEventDto): Promise<void> {
    this.acknowledging.set(id);
    try {
      await this.api.invoke(acknowledgeSecurityEvent, { id });
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.acknowledging.set(0);
      this.events.reload();
    }
  }

  protected async block(network = '', reason = ''): Promise<void> {
    const loaded = this.pending.add();
    const { openBlockDialog } = await import('./block-dialog').finally(loaded);
    if (await openBlockDialog(this.injector, { network, reason })) this.blocked().read();
  }
}
