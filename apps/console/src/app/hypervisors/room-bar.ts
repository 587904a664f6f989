import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { CapacityResource, RoomDto } from '@sky/api-client';

import { percentOf, roomInWords } from './capacity-words';

const TIGHT = 80;
const FULL = 95;

/** How much of something is used, as a bar with its words; without a limit the words stand alone. */
@Component({
  selector: 'console-room-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="words tabular"
      >{{ words() }}
      @if (percent() !== null) {
        <span class="muted">{{ percent() }}%</span>
      }
    </span>
    @if (percent() !== null) {
      <span class="track" aria-hidden="true"><span [class]="tone()" [style.inline-size.%]="width()"></span></span>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 4px;
      min-width: 108px;
    }
    .words {
      display: flex;
      justify-content: space-between;
      gap: 8px;
    }
    .track {
      display: block;
      height: 4px;
      border-radius: 2px;
      background: var(--mat-sys-surface-container-high);
      overflow: clip;
    }
    .track span {
      display: block;
      height: 100%;
      background: var(--mat-sys-primary);
    }
    .track .tight {
      background: var(--sky-warning);
    }
    .track .full {
      background: var(--mat-sys-error);
    }
  `,
})
export class RoomBar {
  readonly resource = input.required<CapacityResource>();
  readonly room = input.required<RoomDto>();

  protected readonly words = computed(() => roomInWords(this.resource(), this.room()));
  protected readonly percent = computed(() => percentOf(this.room()));
  protected readonly width = computed(() => Math.min(100, this.percent() ?? 0));
  protected readonly tone = computed(() => {
    const percent = this.percent() ?? 0;
    return percent >= FULL ? 'full' : percent >= TIGHT ? 'tight' : 'easy';
  });
}
