import { computed, signal } from '@angular/core';

import type { ConsoleCheck, ConsoleTrouble, ConsoleWay } from './console-way';
import { BLOCKED, isFinal, LOST, meantEnd } from './endings';
import { retryAfter } from './retry-pace';

/** `waiting`: for the next try. `ended`: by the person or on purpose; `failed`: by an accident or a refusal. */
export type ConsolePhase = 'checking' | 'connecting' | 'connected' | 'waiting' | 'failed' | 'ended';

/** The course of a console: ask for the way, connect, and connect again after an accident, a few times and ever more slowly. */
export class ConsoleConnection {
  private readonly phaseNow = signal<ConsolePhase>('checking');
  private readonly wayNow = signal<ConsoleWay | undefined>(undefined);
  private readonly troubleNow = signal<ConsoleTrouble | undefined>(undefined);
  private readonly socketCheck = signal<ConsoleCheck | undefined>(undefined);
  private attempt = 0;
  private startedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;

  readonly phase = this.phaseNow.asReadonly();
  readonly trouble = this.troubleNow.asReadonly();
  /** Where to connect; undefined unless a connection is wanted now. */
  readonly address = computed(() => {
    const way = this.wayNow();
    const isWanted = this.phase() === 'connecting' || this.phase() === 'connected';
    return way?.ticket && isWanted ? `${this.origin}${way.path}?ticket=${encodeURIComponent(way.ticket)}` : undefined;
  });
  readonly viewOnly = computed(() => this.wayNow()?.viewOnly ?? false);
  readonly checks = computed(() => [
    ...(this.wayNow()?.checks ?? []),
    ...(this.socketCheck() ? [this.socketCheck() as ConsoleCheck] : []),
  ]);
  /** Which try this is, 0 for the first. */
  readonly tries = signal(0);
  readonly connectedAt = signal<number | undefined>(undefined);

  constructor(
    private readonly ask: () => Promise<ConsoleWay>,
    /** Such as "wss://panel.example". */
    private readonly origin: string,
    private readonly explain: (error: unknown) => ConsoleTrouble,
    private readonly chance: () => number = Math.random,
  ) {}

  /** From the beginning, as a person asks for it. */
  start(): Promise<void> {
    this.attempt = 0;
    return this.try();
  }

  /** The person leaves; nothing is tried again. */
  leave(): void {
    this.stop('ended', undefined);
  }

  connected(): void {
    this.attempt = 0;
    this.tries.set(0);
    this.troubleNow.set(undefined);
    this.socketCheck.set(this.measured('passed', 'WebSocket to this site'));
    this.connectedAt.set(Date.now());
    this.phaseNow.set('connected');
  }

  /** The network is back, or the computer woke up: whoever waits need not. */
  hurry(): void {
    if (this.phase() === 'waiting') void this.try();
  }

  /** The connection is gone. `reason` is the relay's word, empty when the network ended it. */
  lost({ hasOpened, reason }: { readonly hasOpened: boolean; readonly reason: string }): void {
    if (this.phase() === 'ended') return;
    const meant = meantEnd(reason);
    if (meant) return this.stop('ended', meant);
    if (!hasOpened) this.socketCheck.set(this.measured('failed', 'Closed before it opened, without an answer'));
    this.again(hasOpened || this.connectedAt() !== undefined ? LOST : BLOCKED);
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.round += 1;
  }

  private async try(): Promise<void> {
    clearTimeout(this.timer);
    const round = (this.round += 1);
    this.phaseNow.set('checking');
    this.socketCheck.set(undefined);
    const way = await this.ask().catch((error: unknown) => this.explain(error));
    if (round !== this.round) return;
    if ('title' in way) return this.again(way);
    this.wayNow.set(way);
    if (way.problem) return isFinal(way.problem) ? this.stop('failed', way.problem) : this.again(way.problem);
    this.startedAt = performance.now();
    this.phaseNow.set('connecting');
  }

  /** A first try that fails is told at once; a connection that was there is worth some tries. */
  private again(trouble: ConsoleTrouble): void {
    const waitMs = this.connectedAt() === undefined ? null : retryAfter(this.attempt, this.chance());
    if (waitMs === null) return this.stop('failed', trouble);
    this.attempt += 1;
    this.tries.set(this.attempt);
    this.troubleNow.set(trouble);
    this.phaseNow.set('waiting');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.try(), waitMs);
  }

  private stop(phase: 'failed' | 'ended', trouble: ConsoleTrouble | undefined): void {
    this.destroy();
    this.troubleNow.set(trouble);
    this.connectedAt.set(undefined);
    this.phaseNow.set(phase);
  }

  private measured(outcome: 'passed' | 'failed', detail: string): ConsoleCheck {
    return { name: 'socket', outcome, detail, tookMs: Math.round(performance.now() - this.startedAt) };
  }
}
