import type { IconName } from '../icon/icons';

/** Something the palette can do: go somewhere, or open the dialog of an act. */
export interface Command {
  readonly id: string;
  readonly group: 'Go to' | 'Servers' | 'Users' | 'Actions' | 'Help';
  readonly label: string;
  readonly note?: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** Where a palette gets its commands: those it always has, and those it finds for a text. */
export interface CommandSource {
  readonly placeholder: string;
  readonly commands: readonly Command[];
  readonly find: (text: string) => Promise<readonly Command[]>;
}

/** The commands whose words all begin somewhere in the label or note. */
export function matching(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label, note }) => {
    const spoken = `${label} ${note ?? ''}`.toLowerCase();
    return words.every(word => spoken.includes(word));
  });
}
