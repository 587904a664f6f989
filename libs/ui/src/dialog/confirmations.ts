import { inject, Injectable, Injector, PendingTasks } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import type { ConfirmQuestion } from './confirm-question';

/** Opens confirmations. Dialog code is fetched with the first question, not with the first page. */
@Injectable({ providedIn: 'root' })
export class Confirmations {
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);

  /** True when the act was confirmed and done. */
  async ask(question: ConfirmQuestion): Promise<boolean> {
    const loaded = this.pending.add();
    const { openConfirmDialog } = await import('./open-confirm-dialog').finally(loaded);
    return (await firstValueFrom(openConfirmDialog(this.injector, question).afterClosed())) ?? false;
  }
}
