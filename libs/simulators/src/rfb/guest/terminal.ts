import type { Machine } from './machine';
import { INK } from './palette';
import { promptOf, run } from './shell';
import type { TextScreen } from './text-screen';

type Stage = 'login' | 'password' | 'shell';

const LONGEST_LINE = 512;

/** A login and a shell on a screen. Everybody who types a name and any password is let in. */
export class Terminal {
  private stage: Stage = 'login';
  private user = '';
  private line = '';

  constructor(
    private readonly screen: TextScreen,
    private readonly machine: Machine,
    private readonly time: { now(): number; readonly bootedAt: number },
    private readonly reboot: () => void,
  ) {
    this.greet();
  }

  type(character: string): void {
    if (this.line.length >= LONGEST_LINE) return;
    this.line += character;
    if (this.stage !== 'password') this.screen.write(character, INK.white);
  }

  backspace(): void {
    const characters = [...this.line];
    if (characters.pop() === undefined) return;
    this.line = characters.join('');
    if (this.stage !== 'password') this.screen.erase();
  }

  enter(): void {
    const { line } = this;
    this.line = '';
    this.screen.write('\n');
    if (this.stage === 'login') this.takeName(line.trim());
    else if (this.stage === 'password') this.enterShell();
    else this.carryOut(line);
  }

  /** Ctrl and a letter: C gives up the line, L clears, U empties the line, D leaves. */
  control(letter: string): void {
    if (letter === 'c') {
      this.line = '';
      this.screen.write('^C\n');
      if (this.stage === 'shell') this.prompt();
      else this.askName();
    }
    if (letter === 'u') while (this.line !== '') this.backspace();
    if (letter === 'd' && this.line === '' && this.stage === 'shell') this.logOut();
    if (letter === 'l' && this.stage === 'shell') {
      this.screen.clear();
      this.prompt();
      this.screen.write(this.line, INK.white);
    }
  }

  private greet(): void {
    this.screen.write('\n');
    this.screen.writeLine(`${this.machine.system} on ${this.machine.hostname}, tty1`, INK.white);
    this.screen.write('\n');
    this.askName();
  }

  private askName(): void {
    this.stage = 'login';
    this.screen.write(`${this.machine.hostname} login: `);
  }

  private takeName(name: string): void {
    if (name === '') return this.askName();
    this.user = name;
    this.stage = 'password';
    this.screen.write('Password: ');
  }

  private enterShell(): void {
    this.stage = 'shell';
    this.screen.writeLine(`Welcome to ${this.machine.system}. This machine is simulated; help lists what it knows.`);
    this.prompt();
  }

  private carryOut(line: string): void {
    const { lines, then } = run(line, {
      ...{ machine: this.machine, user: this.user, now: this.time.now(), bootedAt: this.time.bootedAt },
    });
    for (const text of lines) this.screen.writeLine(text);
    if (then === 'reboot') return this.reboot();
    if (then === 'logout') return this.logOut();
    if (then === 'clear') this.screen.clear();
    this.prompt();
  }

  private logOut(): void {
    this.screen.clear();
    this.greet();
  }

  private prompt(): void {
    this.screen.write(promptOf(this.user, this.machine), INK.green);
  }
}
