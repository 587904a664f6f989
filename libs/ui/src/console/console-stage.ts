import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

import { saveAs } from '../file/save-as';
import { Icon } from '../icon/icon';
import { Now } from '../time/now';
import { ConsoleConnection } from './console-connection';
import type { ConsoleRemedy, ConsoleTrouble, ConsoleWay } from './console-way';
import { type BarStroke, KeyBar } from './key-bar';
import { PreflightList } from './preflight-list';
import { RfbScreen } from './rfb-screen';
import { type KeyboardName, strokesFor } from './strokes';
import type { Paste } from './paste-dialog';

const SPEAKING: Readonly<Record<string, string>> = {
  checking: 'Checking the console',
  connecting: 'Connecting',
  connected: 'Connected',
  waiting: 'Connection lost, trying again',
  failed: 'Not connected',
  ended: 'Not connected',
};

/** A server's console with its tools: dark in both themes, with true checks before it and a reason after it. */
@Component({
  selector: 'ui-console-stage',
  imports: [Icon, KeyBar, MatButton, PreflightList, RfbScreen],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:visibilitychange)': 'wake()', '(window:online)': 'connection().hurry()' },
  templateUrl: './console-stage.html',
  styleUrl: './console-stage.scss',
})
export class ConsoleStage {
  readonly name = input.required<string>();
  /** Asks for the way; a new ticket each time. */
  readonly ask = input.required<() => Promise<ConsoleWay>>();
  /** What a refusal of the asking itself means, in words. */
  readonly explain = input.required<(error: unknown) => string>();
  readonly remedies = input<readonly ConsoleRemedy[]>([]);

  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly now = inject(Now);
  private readonly screen = viewChild(RfbScreen);
  private readonly stage = viewChild.required<ElementRef<HTMLElement>>('stage');

  protected readonly connection = computed(() => {
    const origin = this.document.location.origin.replace(/^http/, 'ws');
    return new ConsoleConnection(
      () => this.ask()(),
      origin,
      error => refused(this.explain()(error)),
    );
  });
  protected readonly fit = signal(true);
  protected readonly hasKeys = signal(this.document.defaultView?.matchMedia?.('(pointer: coarse)').matches ?? false);
  protected readonly latency = signal<number | undefined>(undefined);
  protected readonly size = signal<{ width: number; height: number } | undefined>(undefined);
  protected readonly isTyping = signal(false);
  protected readonly isMending = signal(false);
  private keyboard: KeyboardName = 'us';

  protected readonly isConnected = computed(() => this.connection().phase() === 'connected');
  protected readonly isAsking = computed(() => ['checking', 'connecting'].includes(this.connection().phase()));
  protected readonly speaking = computed(() => SPEAKING[this.connection().phase()] ?? '');
  protected readonly remedy = computed(() => this.remedies().find(({ code }) => code === this.connection().trouble()?.code));
  protected readonly passed = computed(() => {
    const checks = this.connection().checks();
    const count = checks.filter(({ outcome }) => outcome === 'passed').length;
    return checks.length === 0 || count === checks.length ? '' : `${count} of ${checks.length} checks passed.`;
  });
  protected readonly sized = computed(() => {
    const size = this.size();
    return size ? `${size.width} × ${size.height}, ${this.fit() ? 'scaled to fit' : 'dot by dot'}` : '';
  });
  protected readonly lasting = computed(() => {
    const since = this.connection().connectedAt();
    return since === undefined ? '' : clockFace(this.now.real().getTime() - since);
  });

  constructor() {
    effect(() => void this.connection().start());
    // The screen takes the keyboard when it can be seen; what is hidden cannot have the focus.
    effect(() => {
      if (this.isConnected()) afterNextRender(() => this.screen()?.focus(), { injector: this.injector });
    });
    inject(DestroyRef).onDestroy(() => this.connection().destroy());
  }

  protected restart(): void {
    this.latency.set(undefined);
    void this.connection().start();
  }

  protected wake(): void {
    if (this.document.visibilityState !== 'visible') return;
    this.screen()?.prove();
    this.connection().hurry();
  }

  protected async mend(remedy: ConsoleRemedy): Promise<void> {
    this.isMending.set(true);
    await remedy.act();
    this.isMending.set(false);
    this.restart();
  }

  protected press({ keysym, code, held }: BarStroke): void {
    this.screen()?.press(keysym, code, held);
  }

  protected typed(text: string): void {
    void this.screen()?.type(strokesFor(text, this.keyboard).strokes);
  }

  protected async paste(): Promise<void> {
    const { openPasteDialog } = await import('./open-paste-dialog');
    const paste = await openPasteDialog(this.injector, this.keyboard);
    if (paste) await this.type(paste);
  }

  protected ctrlAltDel(): void {
    this.screen()?.sendCtrlAltDel();
    this.screen()?.focus();
  }

  protected async keepPicture(): Promise<void> {
    const picture = await this.screen()?.picture();
    if (picture) saveAs(picture, `${this.name()}-console.png`);
  }

  protected async fullScreen(): Promise<void> {
    if (this.document.fullscreenElement) await this.document.exitFullscreen();
    else await this.stage().nativeElement.requestFullscreen();
    this.screen()?.focus();
  }

  private async type({ strokes, keyboard }: Paste): Promise<void> {
    this.keyboard = keyboard;
    this.isTyping.set(true);
    await this.screen()?.type(strokes);
    this.isTyping.set(false);
    this.screen()?.focus();
  }
}

function refused(remedy: string): ConsoleTrouble {
  return { code: 'refused', title: 'The console could not be opened', remedy };
}

/** "02:14", or "1:02:14". */
function clockFace(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}
