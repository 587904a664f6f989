import { inject, Injectable, Injector, PendingTasks } from '@angular/core';

import type { CommandSource } from './command';

/** Opens the command palette; its code is fetched the first time somebody asks for it. */
@Injectable({ providedIn: 'root' })
export class Palette {
  private readonly injector = inject(Injector);
  private readonly pending = inject(PendingTasks);
  private isOpen = false;

  async open(source: CommandSource): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    const loaded = this.pending.add();
    const { openCommandPalette } = await import('./open-command-palette').finally(loaded);
    openCommandPalette(this.injector, source)
      .afterClosed()
      .subscribe(() => (this.isOpen = false));
  }
}

/** Ctrl K, ⌘K, or a slash outside of fields. */
export function asksForPalette(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) return true;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target;
  return !(
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
