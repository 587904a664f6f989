import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon } from '../icon/icon';
import { Age } from '../time/age';
import { stepInWords } from '../time/words';

/** One thing that happened, is happening or went wrong. */
export interface TimelineEntry {
  readonly id: number;
  readonly label: string;
  readonly detail: string | null;
  readonly state: 'done' | 'active' | 'failed';
  readonly at: string;
  readonly durationMs: number | null;
}

/** What happened, with the time each step really took. */
@Component({
  selector: 'ui-timeline',
  imports: [Age, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './timeline.html',
  styleUrl: './timeline.scss',
})
export class Timeline {
  readonly label = input('Timeline');
  readonly entries = input.required<readonly TimelineEntry[]>();
  protected readonly step = stepInWords;
}
