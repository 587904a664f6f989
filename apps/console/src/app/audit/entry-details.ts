import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { AuditEntryDto } from '@sky/api-client';
import { CopyButton } from '@sky/ui';

import { changesOf } from './changes';

/** Everything about one entry that its row has no room for. */
@Component({
  selector: 'console-entry-details',
  imports: [CopyButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './entry-details.html',
  styleUrl: './entry-details.scss',
})
export class EntryDetails {
  readonly entry = input.required<AuditEntryDto>();
  protected readonly changes = computed(() => changesOf(this.entry().details));
  protected readonly hasBefore = computed(() => this.changes().some(({ before }) => before !== undefined));
}
