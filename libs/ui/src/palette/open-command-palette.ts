import type { Injector } from '@angular/core';
import { MatDialog, type MatDialogRef } from '@angular/material/dialog';

import type { CommandSource } from './command';
import { CommandPalette } from './command-palette';

/** The half of {@link Palette} that is loaded on demand. */
export function openCommandPalette(injector: Injector, source: CommandSource): MatDialogRef<CommandPalette> {
  return injector.get(MatDialog).open<CommandPalette, CommandSource>(CommandPalette, {
    data: source,
    width: '640px',
    maxWidth: 'calc(100vw - 32px)',
    position: { top: '15vh' },
    ariaLabel: 'Command palette',
    autoFocus: 'input',
  });
}
