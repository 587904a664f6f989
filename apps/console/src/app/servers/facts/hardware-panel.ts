import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import type { ServerFactsDto } from '@sky/api-client';
import { Age, Panel } from '@sky/ui';

/** Where a server runs, how large VirtFusion makes it, its network cards and disks, and what waits. */
@Component({
  selector: 'console-hardware-panel',
  imports: [Age, Panel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './hardware-panel.html',
  styles: `
    .pending {
      padding: 0 16px 14px;
      font: var(--text-13);
    }
  `,
})
export class HardwarePanel {
  readonly facts = input.required<ServerFactsDto>();
}
