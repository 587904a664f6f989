import type { Machine } from './machine';

/** What a shell needs to answer. */
export interface ShellMoment {
  readonly machine: Machine;
  readonly user: string;
  readonly now: number;
  readonly bootedAt: number;
}

/** What a command leads to: lines to show, and perhaps something that happens to the terminal. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly then?: 'clear' | 'logout' | 'reboot';
}

type Command = (words: readonly string[], moment: ShellMoment) => Outcome;

const say = (...lines: string[]): Outcome => ({ lines });

const COMMANDS: Readonly<Record<string, Command>> = {
  clear: () => ({ lines: [], then: 'clear' }),
  date: (_words, { now }) => say(new Date(now).toUTCString()),
  echo: words => say(words.join(' ')),
  exit: () => ({ lines: [], then: 'logout' }),
  help: () => say(`This machine is simulated. It knows: ${Object.keys(COMMANDS).join(', ')}`),
  hostname: (_words, { machine }) => say(machine.hostname),
  reboot: () => ({ lines: [], then: 'reboot' }),
  uptime: (_words, { now, bootedAt }) => say(`up ${lasted(now - bootedAt)}, 1 user`),
  whoami: (_words, { user }) => say(user),
};

/** Carries out a line that somebody typed. */
export function run(line: string, moment: ShellMoment): Outcome {
  const [name = '', ...words] = line.trim().split(/\s+/);
  if (name === '') return say();
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command ? command(words, moment) : say(`${name}: command not found (try help)`);
}

export function promptOf(user: string, { hostname }: Machine): string {
  return `${user}@${hostname.split('.')[0]}:~${user === 'root' ? '#' : '$'} `;
}

function lasted(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const days = Math.floor(minutes / 1440);
  const clock = `${Math.floor((minutes % 1440) / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return days === 0 ? clock : `${days} ${days === 1 ? 'day' : 'days'}, ${clock}`;
}
