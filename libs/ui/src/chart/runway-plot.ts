import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';

import { moneyInWords } from '../money/words';
import { Now } from '../time/now';
import { dayInWords, deadlineInWords, momentInWords } from '../time/words';
import { ChartTable } from './chart-table';
import { observedWidth } from './observed-width';
import type { Runway } from './runway';
import { runwayGeometry } from './runway-geometry';

/** The drawing of {@link RunwayChart}, loaded when one is shown. */
@Component({
  selector: 'ui-runway-plot',
  imports: [ChartTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './runway-plot.html',
  styleUrl: './chart.scss',
})
export class RunwayPlot {
  readonly runway = input.required<Runway>();
  /** Credit below this is announced; drawn as a dotted line when known. */
  readonly notice = input<string>();

  private readonly now = inject(Now);
  protected readonly width = observedWidth(470);
  protected readonly height = 126;
  protected readonly asTable = signal(false);
  protected readonly chosen = signal<number | undefined>(undefined);

  protected readonly geometry = computed(() => runwayGeometry(this.runway(), this.width(), this.height));
  private readonly today = computed(() => new Date(this.now.quarter()));

  protected readonly noticeLine = computed(() => {
    const notice = this.notice();
    const y = notice === undefined ? undefined : this.geometry()?.heightOf(Number(notice));
    return notice === undefined || y === undefined
      ? undefined
      : { y, words: `Notice at ${moneyInWords(notice, this.runway().currency)}` };
  });
  protected readonly firstDay = computed(() => {
    const at = this.runway().points[0]?.at;
    return at ? dayInWords(new Date(at), this.today()) : '';
  });
  protected readonly lastDay = computed(() => {
    const at = this.runway().projection?.to.at;
    return at ? dayInWords(new Date(at), this.today()) : '';
  });

  protected readonly summary = computed(() => {
    const { points, projection, currency } = this.runway();
    const last = projection?.from ?? points.at(-1);
    if (!last) return 'No credit history yet.';
    const now = `Credit is ${moneyInWords(last.balance, currency)}.`;
    return projection
      ? `${now} At the present rate it lasts until ${deadlineInWords(new Date(projection.to.at))}.`
      : `${now} Nothing is being spent.`;
  });

  protected readonly rows = computed(() => {
    const { points, topUps, projection, currency } = this.runway();
    const line = (at: string, what: string, amount: string) => [momentInWords(new Date(at), this.today()), what, amount];
    return [
      ...points.map(({ at, balance }) => ({ at, row: line(at, 'Balance', moneyInWords(balance, currency)) })),
      ...topUps.map(({ at, amount }) => ({ at, row: line(at, 'Top-up', moneyInWords(amount, currency, { sign: 'always' })) })),
      ...(projection
        ? [{ at: projection.to.at, row: line(projection.to.at, 'Forecast', moneyInWords(projection.to.balance, currency)) }]
        : []),
    ]
      .sort((first, second) => first.at.localeCompare(second.at))
      .map(({ row }) => row);
  });

  protected readonly readOut = computed(() => {
    const step = this.geometry()?.steps[this.chosen() ?? -1];
    if (!step) return undefined;
    const words = `${momentInWords(new Date(step.time), this.today())}: ${moneyInWords(step.value.toFixed(6), this.runway().currency)}`;
    return { x: step.x, y: step.y, words };
  });

  protected readonly topUpWords = (amount: string) => moneyInWords(amount, this.runway().currency, { sign: 'always' });

  /** Arrow keys walk the points; Escape puts the read-out away. */
  protected walk(event: KeyboardEvent): void {
    const last = (this.geometry()?.steps.length ?? 0) - 1;
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
    const steps = this.geometry()?.steps ?? [];
    const nearest = steps.reduce(
      (best, step, index) =>
        Math.abs(step.x - event.offsetX) < Math.abs((steps[best]?.x ?? Infinity) - event.offsetX) ? index : best,
      0,
    );
    this.chosen.set(steps.length > 0 ? nearest : undefined);
  }
}
