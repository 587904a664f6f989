import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

import type { ServerDetailDto } from '@sky/api-client';
import { Panel } from '@sky/ui';

import { canDelete, Deletion } from '../detail/deletion';

/** The end of a server: what it means, and the button that asks. */
@Component({
  selector: 'portal-delete-panel',
  imports: [MatButton, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ui-panel heading="Delete">
      <div class="inside">
        <p>
          The disk and the addresses go with the server, and charging stops.
          {{ minutes() > 0 ? 'You can undo it for ' + minutes() + ' min.' : 'It cannot be undone.' }}
        </p>
        <button matButton="outlined" class="danger" type="button" [disabled]="!isPossible()" (click)="delete()">
          Delete server
        </button>
        @if (!isPossible()) {
          <p class="muted small-text">Not possible in the present state.</p>
        }
      </div>
    </ui-panel>
  `,
  styles: `
    .inside {
      display: grid;
      justify-items: start;
      gap: 12px;
      padding: 16px;
      font: var(--text-13);
    }
    p {
      margin: 0;
    }
    .danger:enabled {
      --mat-button-outlined-label-text-color: var(--sky-error-text);
    }
  `,
})
export class DeletePanel {
  readonly server = input.required<ServerDetailDto>();
  readonly changed = output();

  private readonly deletion = inject(Deletion);
  protected readonly minutes = computed(() => this.deletion.minutes());
  protected readonly isPossible = computed(() => canDelete(this.server()));

  protected async delete(): Promise<void> {
    if (await this.deletion.ask(this.server())) this.changed.emit();
  }
}
