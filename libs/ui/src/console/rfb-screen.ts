// The apps compile what is imported, and a declaration of a foreign module cannot be imported.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./novnc.d.ts" />
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type RFB from '@novnc/novnc';

import { ConsoleChannel } from './console-channel';
import type { Stroke } from './strokes';

/** Between two strokes; a guest's keyboard buffer is small. */
const STROKE_PAUSE_MS = 12;
const SHIFT = { keysym: 0xffe1, code: 'ShiftLeft' };
const ALT_GRAPH = { keysym: 0xfe03, code: 'AltRight' };

/** The picture and keyboard of a console, by noVNC. It connects once; whoever shows it makes a new one to connect again. */
@Component({
  selector: 'ui-rfb-screen',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<div #screen class="screen" [class.fit]="fit()"></div>',
  styles: `
    :host,
    .screen {
      display: block;
      width: 100%;
      height: 100%;
      min-height: 0;
    }
    .screen:not(.fit) {
      overflow: auto;
    }
  `,
})
export class RfbScreen {
  readonly address = input.required<string>();
  readonly viewOnly = input(false);
  /** Scaled to the space there is, or dot by dot. */
  readonly fit = input(true);

  readonly connected = output<void>();
  readonly measured = output<number>();
  readonly lost = output<{ hasOpened: boolean; reason: string }>();
  readonly resized = output<{ width: number; height: number }>();

  private readonly screen = viewChild.required<ElementRef<HTMLElement>>('screen');
  private readonly rfb = signal<RFB | undefined>(undefined);
  private channel?: ConsoleChannel;
  private isGone = false;
  /** noVNC complains when it is told to end what has ended. */
  private hasEnded = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.isGone = true;
      if (!this.hasEnded) this.rfb()?.disconnect();
      this.channel?.close();
    });
    // noVNC looks at the browser when it is loaded, and is too large for a page that shows no console.
    afterNextRender(() => void this.connect());
    effect(() => {
      const rfb = this.rfb();
      if (!rfb) return;
      rfb.scaleViewport = this.fit();
      rfb.viewOnly = this.viewOnly();
    });
  }

  focus(): void {
    this.rfb()?.focus();
  }

  sendCtrlAltDel(): void {
    this.rfb()?.sendCtrlAltDel();
  }

  /** Presses and lets go of one key, with others held. */
  press(keysym: number, code: string, held: readonly { keysym: number; code: string }[] = []): void {
    const rfb = this.rfb();
    if (!rfb) return;
    for (const key of held) rfb.sendKey(key.keysym, key.code, true);
    rfb.sendKey(keysym, code, true);
    rfb.sendKey(keysym, code, false);
    for (const key of [...held].reverse()) rfb.sendKey(key.keysym, key.code, false);
  }

  /** Types a text key by key, as slowly as a guest can take it. */
  async type(strokes: readonly Stroke[]): Promise<void> {
    for (const { keysym, code, shift, altGraph } of strokes) {
      this.press(keysym, code, [...(shift ? [SHIFT] : []), ...(altGraph ? [ALT_GRAPH] : [])]);
      await new Promise(resolve => setTimeout(resolve, STROKE_PAUSE_MS));
    }
  }

  /** The picture as a PNG. */
  async picture(): Promise<Blob | null> {
    const canvas = this.screen().nativeElement.querySelector('canvas');
    return canvas ? new Promise(resolve => canvas.toBlob(resolve, 'image/png')) : null;
  }

  /** After a sleep. */
  prove(): void {
    this.channel?.prove();
  }

  private async connect(): Promise<void> {
    const { default: Rfb } = await import('@novnc/novnc');
    if (this.isGone) return;
    this.channel = new ConsoleChannel(this.address(), {
      measured: milliseconds => this.measured.emit(milliseconds),
      ended: end => {
        if (!this.isGone) this.lost.emit(end);
      },
    });
    const rfb = new Rfb(this.screen().nativeElement, this.channel, { shared: true });
    rfb.background = 'transparent';
    rfb.showDotCursor = true;
    rfb.addEventListener('disconnect', () => (this.hasEnded = true));
    rfb.addEventListener('connect', () => {
      this.connected.emit();
      this.watchSize();
    });
    this.rfb.set(rfb);
  }

  /** noVNC tells no change of size; its canvas does. */
  private watchSize(): void {
    const canvas = this.screen().nativeElement.querySelector('canvas');
    if (!canvas) return;
    const tell = () => this.resized.emit({ width: canvas.width, height: canvas.height });
    const observer = new MutationObserver(tell);
    observer.observe(canvas, { attributes: true, attributeFilter: ['width', 'height'] });
    tell();
  }
}
