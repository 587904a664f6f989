import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import type { PublicPlanDto } from '@sky/api-client';
import { MoneyPipe, RatePipe } from '@sky/ui';

import { memoryInWords, trafficInWords } from './plan-words';

/** The host's price table. One period stands out; both are shown. */
@Component({
  selector: 'portal-plan-table',
  imports: [MoneyPipe, RatePipe, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './plan-table.html',
  styles: `
    :host {
      display: block;
    }
    td {
      height: 40px;
    }
    .chosen {
      font-weight: 500;
    }
    .second-line {
      display: none;
    }
    .fee {
      display: block;
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
    }
    @media (max-width: 719px) {
      td {
        height: 52px;
      }
      .second-line {
        display: block;
      }
    }
  `,
})
export class PlanTable {
  readonly plans = input.required<readonly PublicPlanDto[]>();
  readonly period = input<'hour' | 'month'>('hour');
  protected readonly memory = memoryInWords;
  protected readonly traffic = trafficInWords;
}
