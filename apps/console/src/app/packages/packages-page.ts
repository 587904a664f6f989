import { ChangeDetectionStrategy, Component, computed, inject, Injector, PendingTasks, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

import { type PackageDto, Api, listPackages, refreshCatalogue, removePackagePrice } from '@sky/api-client';
import { problemOf, Session } from '@sky/session';
import {
  Age,
  Confirmations,
  EmptyState,
  Failure,
  MoneyPipe,
  PageHeader,
  Panel,
  RatePipe,
  SkeletonRows,
  Tag,
  Toasts,
} from '@sky/ui';

/** The catalogue as VirtFusion has it, and what each package is sold for. */
@Component({
  selector: 'console-packages-page',
  imports: [Age, EmptyState, Failure, MatButton, MoneyPipe, PageHeader, Panel, RatePipe, SkeletonRows, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page full' },
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
  protected readonly packages = resource({ loader: () => this.api.invoke(listPackages) });
  protected readonly rows = computed(() => (this.packages.hasValue() ? this.packages.value().data : []));
  protected readonly problem = computed(() => problemOf(this.packages.error()));
  protected readonly mirroredAt = computed(
    () =>
      this.rows()
        .map(({ mirroredAt }) => mirroredAt)
        .sort()[0],
  );
  protected readonly isRefreshing = signal(false);

  protected async edit(one: PackageDto): Promise<void> {
    const loaded = this.pending.add();
    const { openPriceDialog } = await import('./price-dialog').finally(loaded);
    if (await openPriceDialog(this.injector, one)) this.packages.reload();
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
