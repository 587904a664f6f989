import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import type { ChartSeries } from './series';
import { SeriesPlot } from './series-plot';

/** One or two series over the same steps, as bars or lines, with a table twin. */
@Component({
  selector: 'ui-series-chart',
  imports: [SeriesPlot],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @defer (on immediate) {
      <ui-series-plot
        [caption]="caption()"
        [kind]="kind()"
        [labels]="labels()"
        [series]="series()"
        [words]="words()"
        [axisWords]="axisWords()"
        [height]="height()"
        [step]="step()"
      />
    } @placeholder {
      <div [style.height.px]="height() + 30"></div>
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class SeriesChart {
  readonly caption = input.required<string>();
  readonly kind = input<'bars' | 'lines'>('bars');
  readonly labels = input.required<readonly string[]>();
  readonly series = input.required<readonly ChartSeries[]>();
  /** Words for a value, in the read-out and the table. */
  readonly words = input.required<(value: number) => string>();
  /** Shorter words for the axis. */
  readonly axisWords = input<(value: number) => string>();
  readonly height = input(184);
  /** What a step is called in the table: a day, a time. */
  readonly step = input('Day');
}
