import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';

import { ChartTable } from './chart-table';
import { observedWidth } from './observed-width';
import { type ChartSeries, linePath, scaleTop } from './series';

/** The gutter for y labels at the right, and the room for x labels below. */
const GUTTER = 44;
const BELOW = 20;
const ABOVE = 8;

/** The drawing of {@link SeriesChart}, loaded when one is shown. */
@Component({
  selector: 'ui-series-plot',
  imports: [ChartTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './series-plot.html',
  styleUrl: './chart.scss',
})
export class SeriesPlot {
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

  protected readonly width = observedWidth(560);
  protected readonly asTable = signal(false);
  protected readonly chosen = signal<number | undefined>(undefined);

  protected readonly top = computed(() => scaleTop(this.series().flatMap(({ values }) => values)));
  private readonly plotWidth = computed(() => Math.max(this.width() - GUTTER, 40));
  protected readonly baseline = computed(() => this.height() - BELOW);
  private readonly slot = computed(() => this.plotWidth() / Math.max(this.labels().length, 1));

  protected readonly grid = computed(() =>
    [this.top(), this.top() / 2].map(value => ({
      y: Math.round(this.yOf(value)) + 0.5,
      words: (this.axisWords() ?? this.words())(value),
      path: `M0 ${Math.round(this.yOf(value)) + 0.5}H${this.plotWidth()}`,
    })),
  );
  protected readonly ground = computed(() => `M0 ${this.baseline() + 0.5}H${this.plotWidth()}`);

  protected readonly bars = computed(() => {
    const rows = this.series();
    const slot = this.slot();
    const room = slot * 0.72;
    const each = room / Math.max(rows.length, 1);
    return rows.flatMap(({ values }, row) =>
      values.flatMap((value, index) => {
        if (value === null || value <= 0) return [];
        const y = this.yOf(value);
        return [{ row, index, x: index * slot + (slot - room) / 2 + row * each, y, width: each, height: this.baseline() - y }];
      }),
    );
  });
  protected readonly lines = computed(() =>
    this.series().map(({ values }) =>
      linePath(
        values,
        index => this.xOf(index),
        value => this.yOf(value),
      ),
    ),
  );

  /** At most seven x labels, evenly spread, the last one always among them. */
  protected readonly ticks = computed(() => {
    const labels = this.labels();
    const room = Math.max(2, Math.min(7, Math.floor(this.plotWidth() / 64)));
    const every = Math.max(1, Math.ceil(labels.length / room));
    return labels.flatMap((label, index) => ((labels.length - 1 - index) % every === 0 ? [{ label, x: this.xOf(index) }] : []));
  });

  protected readonly rows = computed(() =>
    this.labels().map((label, index) => [label, ...this.series().map(({ values }) => this.wordsOf(values[index] ?? null))]),
  );
  protected readonly columns = computed(() => [this.step(), ...this.series().map(({ name }) => name)]);

  protected readonly readOut = computed(() => {
    const index = this.chosen();
    if (index === undefined) return undefined;
    const told = this.series().map(({ name, values }) => `${name} ${this.wordsOf(values[index] ?? null)}`);
    return { x: this.xOf(index), words: `${this.labels()[index]}: ${told.join(', ')}` };
  });

  protected walk(event: KeyboardEvent): void {
    const last = this.labels().length - 1;
    const moves: Record<string, number | undefined> = {
      ArrowLeft: Math.max(0, (this.chosen() ?? last + 1) - 1),
      ArrowRight: Math.min(last, (this.chosen() ?? -1) + 1),
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape') this.chosen.set(undefined);
    else if (event.key in moves && last >= 0) this.chosen.set(moves[event.key]);
    else return;
    event.preventDefault();
  }

  protected point(event: PointerEvent): void {
    const index = Math.floor(event.offsetX / this.slot());
    this.chosen.set(index >= 0 && index < this.labels().length ? index : undefined);
  }

  private wordsOf(value: number | null): string {
    return value === null ? 'not known' : this.words()(value);
  }

  private xOf(index: number): number {
    return (index + 0.5) * this.slot();
  }

  private yOf(value: number): number {
    return this.baseline() - (value / this.top()) * (this.baseline() - ABOVE);
  }
}
