import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import type { Runway } from './runway';
import { RunwayPlot } from './runway-plot';

/** How long the credit lasts, drawn: what was, today, and the dashed way to zero. */
@Component({
  selector: 'ui-runway-chart',
  imports: [RunwayPlot],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @defer (on immediate) {
      <ui-runway-plot [runway]="runway()" [notice]="notice()" />
    } @placeholder {
      <div class="room"></div>
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .room {
      height: 156px;
    }
  `,
})
export class RunwayChart {
  readonly runway = input.required<Runway>();
  /** Credit below this is announced; drawn as a dotted line when known. */
  readonly notice = input<string>();
}
