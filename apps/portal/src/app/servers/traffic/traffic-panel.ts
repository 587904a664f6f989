import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { Api, getServerTraffic } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Failure, Panel } from '@sky/ui';

import { trafficWords } from './traffic-use';

/** How much of its traffic a server has used, and where that goes. */
@Component({
  selector: 'portal-traffic-panel',
  imports: [Age, Failure, MatButton, Panel, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Traffic">
      <a actions matButton="text" class="small" [routerLink]="['/servers', serverId(), 'traffic']">By month</a>
      @if (words(); as known) {
        <div class="inside">
          <p class="sum">
            <strong>{{ known.used }}</strong>&nbsp;<span class="muted">{{ known.of }}</span>
          </p>
          @if (known.percent !== undefined) {
            <div class="meter" [class.over]="known.isOver"><i [style.width.%]="known.percent"></i></div>
          }
          <p class="small-text muted">
            {{ known.outlook }}
            @if (traffic.value()?.readAt; as at) {
              Read <ui-age real [at]="at" />.
            }
          </p>
        </div>
      } @else if (traffic.error()) {
        <ui-failure heading="The traffic could not be loaded" [problem]="problem()" (retry)="traffic.reload()" />
      } @else {
        <p class="inside muted small-text">The host has not told any traffic yet.</p>
      }
    </ui-panel>
  `,
  styles: `
    .inside {
      display: grid;
      gap: 6px;
      margin: 0;
      padding: 12px 16px;
    }
    p {
      margin: 0;
    }
    .sum {
      font: var(--text-13);
    }
    strong {
      font-size: 14px;
      font-weight: 600;
    }
    .meter {
      height: 4px;
      border-radius: 2px;
      background: var(--mat-sys-outline-variant);
    }
    .meter i {
      display: block;
      height: 100%;
      border-radius: 2px;
      background: var(--mat-sys-primary);
    }
    .over i {
      background: var(--mat-sys-error);
    }
  `,
})
export class TrafficPanel {
  readonly serverId = input.required<number>();

  private readonly api = inject(Api);
  protected readonly traffic = resource({
    params: () => this.serverId(),
    loader: ({ params: id }) => this.api.invoke(getServerTraffic, { id }),
  });
  protected readonly words = computed(() => (this.traffic.hasValue() ? trafficWords(this.traffic.value()) : undefined));
  protected readonly problem = computed(() => problemOf(this.traffic.error()));
}
