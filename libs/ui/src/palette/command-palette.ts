import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';

import { Icon } from '../icon/icon';
import { type Command, type CommandSource, matching } from './command';

/** Type a place, a name or an address; arrows move, Enter goes. */
@Component({
  selector: 'ui-command-palette',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  protected readonly source = inject<CommandSource>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<CommandPalette>>(MatDialogRef);

  protected readonly text = signal('');
  protected readonly cursor = signal(0);
  protected readonly found = resource({
    params: () => this.text().trim() || undefined,
    loader: async ({ params, abortSignal }) => {
      // A pause in typing, so that each letter is not a request.
      await new Promise(done => setTimeout(done, 180));
      return abortSignal.aborted ? [] : this.source.find(params);
    },
  });

  protected readonly groups = computed(() => {
    const found = this.found.hasValue() ? this.found.value() : [];
    const commands = [...matching(this.source.commands, this.text()), ...found];
    const names = [...new Set(commands.map(({ group }) => group))];
    let index = 0;
    return names.map(name => ({
      name,
      commands: commands.filter(({ group }) => group === name).map(command => ({ command, index: index++ })),
    }));
  });
  private readonly inOrder = computed(() => this.groups().flatMap(({ commands }) => commands));
  protected readonly active = computed(() => `command-${Math.min(this.cursor(), this.inOrder().length - 1)}`);

  protected type(event: Event): void {
    this.text.set((event.target as HTMLInputElement).value);
    this.cursor.set(0);
  }

  protected key(event: KeyboardEvent): void {
    const last = this.inOrder().length - 1;
    if (event.key === 'ArrowDown') this.cursor.update(at => Math.min(at + 1, last));
    else if (event.key === 'ArrowUp') this.cursor.update(at => Math.max(at - 1, 0));
    else if (event.key === 'Enter') this.choose(this.inOrder()[this.cursor()]?.command);
    else return;
    event.preventDefault();
    document.getElementById(this.active())?.scrollIntoView?.({ block: 'nearest' });
  }

  protected choose(command: Command | undefined): void {
    if (!command) return;
    this.dialog.close();
    command.run();
  }
}
