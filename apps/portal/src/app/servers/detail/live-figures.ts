import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { LiveStateDto } from '@sky/api-client';
import { Age, Panel, Tag } from '@sky/ui';

import { memoryInWords } from '../../public/plans/plan-words';

/** What the host measured last, with its age. What it did not tell is not shown as zero. */
@Component({
  selector: 'portal-live-figures',
  imports: [Age, Panel, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Usage">
      <ng-container beside>
        @if (live().observedAt; as at) {
          @if (live().stale) {
            <ui-tag tone="warning">Read <ui-age real [at]="at" /></ui-tag>
          } @else {
            <span class="small-text muted"><i class="pulse" aria-hidden="true"></i> Read <ui-age real [at]="at" /></span>
          }
        }
      </ng-container>
      <div class="cells" [class.muted]="live().stale">
        <div class="cell">
          <div class="caption">CPU</div>
          @if (live().cpuPercent !== null) {
            <div class="value tabular">{{ cpu() }}%</div>
            <div class="meter"><i [style.width.%]="cpu()"></i></div>
            <div class="small-text muted">of {{ cpuCores() }} vCPU</div>
          } @else {
            <div class="value muted">{{ missing() }}</div>
          }
        </div>
        <div class="cell">
          <div class="caption">Memory</div>
          @if (live().memoryUsedMb !== null) {
            <div class="value tabular">{{ used() }}</div>
            <div class="meter"><i [style.width.%]="memory()"></i></div>
            <div class="small-text muted">of {{ all() }}</div>
          } @else {
            <div class="value muted">{{ missing() }}</div>
          }
        </div>
      </div>
      @if (live().observedAt === null) {
        <p class="note">The host has not reported figures for this server yet.</p>
      } @else if (live().stale) {
        <p class="note">The host does not answer. We ask again every few seconds; these are the last figures it told.</p>
      }
    </ui-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    .pulse {
      display: inline-block;
      width: 6px;
      height: 6px;
      border-radius: 50%;
      background: var(--sky-success);
    }
    .meter {
      height: 4px;
      margin: 8px 0 6px;
      border-radius: 2px;
      overflow: hidden;
      background: var(--mat-sys-surface-container-highest);
    }
    .meter i {
      display: block;
      height: 100%;
      background: var(--chart-1);
    }
    .note {
      padding: 8px 16px;
      border-top: var(--border);
      font: var(--text-12);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class LiveFigures {
  readonly live = input.required<LiveStateDto>();
  readonly memoryMb = input.required<number>();
  readonly cpuCores = input.required<number>();

  /** A machine that is off has no figures; one that does not answer has unknown ones. */
  protected readonly missing = computed(() => (this.live().state === 'stopped' ? 'Off' : 'Not known'));
  protected readonly cpu = computed(() => Math.round(Math.min(100, this.live().cpuPercent ?? 0)));
  protected readonly memory = computed(() =>
    Math.min(100, ((this.live().memoryUsedMb ?? 0) / Math.max(this.memoryMb(), 1)) * 100),
  );
  protected readonly used = computed(() => memoryInWords(Math.round(this.live().memoryUsedMb ?? 0)));
  protected readonly all = computed(() => memoryInWords(this.memoryMb()));
}
