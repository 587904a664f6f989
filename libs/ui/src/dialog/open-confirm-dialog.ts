import type { Injector } from '@angular/core';
import { MatDialog, type MatDialogRef } from '@angular/material/dialog';

import { ConfirmDialog } from './confirm-dialog';
import type { ConfirmQuestion } from './confirm-question';

/** The half of {@link Confirmations} that is loaded on demand. */
export function openConfirmDialog(injector: Injector, question: ConfirmQuestion): MatDialogRef<ConfirmDialog, boolean> {
  return injector.get(MatDialog).open<ConfirmDialog, ConfirmQuestion, boolean>(ConfirmDialog, {
    data: question,
    width: question.typed ? '480px' : '440px',
    autoFocus: question.typed ? '#confirm-name' : 'first-tabbable',
  });
}
