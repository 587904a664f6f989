import type { Injector } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

import { type Paste, PasteDialog } from './paste-dialog';
import type { KeyboardName } from './strokes';

/** Asks for a text to type; undefined when the person thought better of it. Loaded with its dialog, when it is first wanted. */
export function openPasteDialog(injector: Injector, keyboard: KeyboardName): Promise<Paste | undefined> {
  const dialog = injector.get(MatDialog).open<PasteDialog, KeyboardName, Paste>(PasteDialog, { data: keyboard, width: '560px' });
  return firstValueFrom(dialog.afterClosed());
}
