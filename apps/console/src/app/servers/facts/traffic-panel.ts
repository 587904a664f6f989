import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';

import { Api, getServerTrafficForAdmin } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Failure, Moment, Panel, SkeletonRows } from '@sky/ui';

const GIGABYTE = 1_000_000_000;

/** The traffic of the present period, as VirtFusion told it last. */
@Component({
  selector: 'console-server-traffic-panel',
  imports: [Age, Failure, Moment, Panel, SkeletonRows],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Traffic">
      @if (present(); as period) {
        <dl class="facts">
          <dt>Used</dt>
          <dd>
            {{ used() }} GB{{ period.limitBytes === null ? ', unlimited' : ' of ' + (period.limitGb + period.extraGb) + ' GB' }}
            @if (period.usedPercent !== null) {
              ({{ period.usedPercent }}%)
            }
          </dd>
          @if (period.extraGb > 0) {
            <dt>Of that bought</dt>
            <dd>{{ period.extraGb }} GB</dd>
          }
          <dt>Period ends</dt>
          <dd><ui-moment [at]="period.endsAt" /></dd>
          @if (readAt(); as at) {
            <dt>Read</dt>
            <dd><ui-age real [at]="at" /></dd>
          }
        </dl>
      } @else if (traffic.error()) {
        <ui-failure heading="The traffic could not be loaded" [problem]="problem()" (retry)="traffic.reload()" />
      } @else if (traffic.hasValue()) {
        <p class="told muted">VirtFusion has not told of any yet.</p>
      } @else {
        <ui-skeleton-rows label="Loading the traffic" [rows]="2" />
      }
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    .told {
      padding: 14px 16px;
    }
  `,
})
export class ServerTrafficPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  protected readonly traffic = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(getServerTrafficForAdmin, { id }),
  });
  private readonly told = computed(() => (this.traffic.hasValue() ? this.traffic.value() : undefined));
  protected readonly present = computed(() => this.told()?.data[0]);
  protected readonly readAt = computed(() => this.told()?.readAt);
  protected readonly used = computed(() => ((this.present()?.totalBytes ?? 0) / GIGABYTE).toFixed(1));
  protected readonly problem = computed(() => problemOf(this.traffic.error()));
}
