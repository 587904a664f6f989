import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';

import { Api, getServerHistory, type HistoryWindow, type LiveStateDto } from '@sky/api-client';
import { problemOf } from '@sky/session';
import { Age, Failure, lastKnown, Now, Panel, repeatEvery, Segments, SeriesChart, Tag } from '@sky/ui';

import { memoryInWords } from '../../public/plans/plan-words';
import { bitsInWords, gridOf, lastOf, rateInWords } from './history-grid';

const READ_EVERY_MS = 15_000;
const PLOT_HEIGHT = 116;

/** What a server does: processor, memory, disk and network over time, measured while somebody looks and for a day after. */
@Component({
  selector: 'portal-history-panel',
  imports: [Age, Failure, Panel, Segments, SeriesChart, Tag],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './history-panel.html',
  styleUrl: './history-panel.scss',
})
export class HistoryPanel {
  readonly serverId = input.required<number>();
  readonly live = input.required<LiveStateDto>();
  readonly cpuCores = input.required<number>();
  readonly memoryMb = input.required<number>();

  private readonly api = inject(Api);
  private readonly now = inject(Now);

  protected readonly height = PLOT_HEIGHT;
  protected readonly windows = [
    { value: '1h', label: '1 h' },
    { value: '24h', label: '24 h' },
    { value: '7d', label: '7 d' },
  ];
  protected readonly window = signal<string>('1h');
  protected readonly history = resource({
    params: () => ({ id: this.serverId(), window: this.window() as HistoryWindow }),
    loader: ({ params }) => this.api.invoke(getServerHistory, params),
  });
  private readonly known = lastKnown(this.history);
  protected readonly problem = computed(() => problemOf(this.history.error()));
  private readonly grid = computed(() => gridOf(this.known()?.data ?? [], this.window() as HistoryWindow, this.now.real()));
  protected readonly labels = computed(() => this.grid().labels);

  protected readonly cells = computed(() => {
    const grid = this.grid();
    const percent = (value: number) => `${Math.round(value)}%`;
    const memory = (value: number) => memoryInWords(Math.round(value));
    const live = this.live();
    const cell = (
      caption: string,
      words: (value: number) => string,
      present: number | null | undefined,
      of: string,
      ...series: { name: string; values: (number | null)[] }[]
    ) => {
      const value = present ?? lastOf(series[0]?.values ?? []);
      return { caption, words, series, of, value: value === undefined ? undefined : words(value) };
    };
    return [
      cell('CPU', percent, live.cpuPercent, `of ${this.cpuCores()} vCPU`, { name: 'CPU', values: grid.valuesOf('cpuPercent') }),
      cell('Memory', memory, live.memoryUsedMb, `of ${memoryInWords(this.memoryMb())}`, {
        name: 'Memory',
        values: grid.valuesOf('memoryUsedMb'),
      }),
      cell(
        'Disk',
        rateInWords,
        undefined,
        '',
        { name: 'Read', values: grid.valuesOf('diskReadRate') },
        { name: 'Write', values: grid.valuesOf('diskWriteRate') },
      ),
      cell(
        'Network',
        bitsInWords,
        undefined,
        '',
        { name: 'In', values: grid.valuesOf('receivedRate') },
        { name: 'Out', values: grid.valuesOf('sentRate') },
      ),
    ];
  });

  constructor() {
    repeatEvery(
      computed(() => READ_EVERY_MS),
      () => this.history.reload(),
    );
  }
}
