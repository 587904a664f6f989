import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

export type ServerStateName =
  'queued' | 'building' | 'running' | 'stopped' | 'suspended' | 'failed' | 'deleting' | 'deleted' | 'unknown';

type Glyph = 'disc' | 'arc' | 'square' | 'bars' | 'triangle' | 'dashes';

interface Look {
  readonly word: string;
  readonly glyph: Glyph;
}

const LOOKS: Record<ServerStateName, Look> = {
  queued: { word: 'Queued', glyph: 'arc' },
  building: { word: 'Building', glyph: 'arc' },
  running: { word: 'Running', glyph: 'disc' },
  stopped: { word: 'Stopped', glyph: 'square' },
  suspended: { word: 'Suspended', glyph: 'bars' },
  failed: { word: 'Failed', glyph: 'triangle' },
  deleting: { word: 'Deleting', glyph: 'arc' },
  deleted: { word: 'Deleted', glyph: 'square' },
  unknown: { word: 'Unknown', glyph: 'dashes' },
};

/** A server's state as a shape and a word. A stale one says what it was, never what it is. */
@Component({
  selector: 'ui-server-state-label',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-state]': 'state()' },
  templateUrl: './server-state-label.html',
  styleUrl: './server-state-label.scss',
})
export class ServerStateLabel {
  readonly state = input.required<ServerStateName>();
  readonly stale = input(false);
  /** A few muted words after the state, such as "up 3 days". */
  readonly note = input('');

  protected readonly glyph = computed<Glyph>(() => (this.stale() ? 'dashes' : LOOKS[this.state()].glyph));
  protected readonly word = computed(() => {
    const word = LOOKS[this.state()].word;
    return this.stale() && this.state() !== 'unknown' ? `Was ${word.toLowerCase()}` : word;
  });
}
