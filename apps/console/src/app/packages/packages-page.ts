import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import {
  type PackageDto,
  Api,
  cancelPriceChange,
  listPackages,
  listPriceChanges,
  type PriceChangeDto,
  refreshCatalogue,
  removePackagePrice,
} from '@sky/api-client';
import { pagedList, problemOf, refusalOf, Session, wholeList } from '@sky/session';
import { Age, Confirmations, Listing, Moment, MoneyPipe, PageHeader, Panel, RatePipe, Tag, Toasts } from '@sky/ui';

/** The catalogue as VirtFusion has it, and what each package is sold for. */
@Component({
  selector: 'console-packages-page',
  imports: [Age, Listing, MatButton, Moment, MoneyPipe, PageHeader, Panel, RatePipe, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full stack' },
  templateUrl: './packages-page.html',
})
export class PackagesPage {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private readonly confirmations = inject(Confirmations);
  private readonly toasts = inject(Toasts);

  protected readonly mayWrite = computed(() => this.session.may('catalogue.write'));
  protected readonly packages = wholeList(
    () => ({}),
    params => this.api.invoke(listPackages, params),
  );
  protected readonly mirroredAt = computed(
    () =>
      this.packages
        .rows()
        .map(({ mirroredAt }) => mirroredAt)
        .sort()[0],
  );
  protected readonly changes = pagedList(
    () => ({ limit: 20 }),
    params => this.api.invoke(listPriceChanges, params),
  );
  protected readonly isRefreshing = signal(false);

  protected async edit(one: PackageDto): Promise<void> {
    const loaded = this.pending.add();
    const { openPriceDialog } = await import('./price-dialog').finally(loaded);
    if (await openPriceDialog(this.injector, { one, locationId: null })) this.packages.reload();
  }

  /** Sets today's price for servers that run at an older one. */
  protected async change(one: PackageDto): Promise<void> {
    const loaded = this.pending.add();
    const { openPriceChangeDialog } = await import('./price-change-dialog').finally(loaded);
    if (await openPriceChangeDialog(this.injector, one)) this.changes.reload();
  }

  protected async cancelChange({ id, packageName }: PriceChangeDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Take back the new price of ${packageName}?`,
      body: 'Its servers keep the price they have, and their owners are told.',
      confirm: 'Take it back',
      keep: 'Leave it',
      act: () => refusalOf(() => this.api.invoke(cancelPriceChange, { id })),
    });
    if (isDone) this.changes.reload();
  }

  protected async history(one: PackageDto): Promise<void> {
    const loaded = this.pending.add();
    const { openPriceHistory } = await import('./price-history-dialog').finally(loaded);
    openPriceHistory(this.injector, one);
  }

  protected async remove({ id, name }: PackageDto): Promise<void> {
    const isDone = await this.confirmations.ask({
      title: `Stop selling ${name}?`,
      body: `${name} leaves the price list and cannot be ordered any more. Servers that run on it keep the price they were sold at.`,
      confirm: 'Stop selling',
      keep: 'Keep selling',
      tone: 'danger',
      act: async () => {
        try {
          await this.api.invoke(removePackagePrice, { id });
          return undefined;
        } catch (error) {
          return problemOf(error).message;
        }
      },
    });
    if (isDone) this.packages.reload();
  }

  protected async refresh(): Promise<void> {
    this.isRefreshing.set(true);
    try {
      await this.api.invoke(refreshCatalogue);
      this.toasts.done('The catalogue is being read from VirtFusion again.');
    } catch (error) {
      this.toasts.failed(problemOf(error).message);
    } finally {
      this.isRefreshing.set(false);
      this.packages.reload();
    }
  }
}
