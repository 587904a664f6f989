import type { RfbChannel } from '@novnc/novnc';

const PING_EVERY_MS = 5_000;
/** A computer that slept finds out by this whether its connection outlived the sleep. */
const ALIVE_WITHIN_MS = 2_000;

/** A WebSocket to the relay. Binary frames are the console's and go to noVNC; text frames measure the way and back. */
export class ConsoleChannel implements RfbChannel {
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;

  private readonly socket: WebSocket;
  private readonly timer: ReturnType<typeof setInterval>;
  private hasOpened = false;
  private isOver = false;
  private pongs = 0;

  constructor(
    address: string,
    private readonly listener: {
      readonly measured: (milliseconds: number) => void;
      /** `reason` is the relay's word; empty when the network ended it. */
      readonly ended: (end: { readonly hasOpened: boolean; readonly reason: string }) => void;
    },
  ) {
    this.socket = new WebSocket(address, ['binary']);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onopen = event => {
      this.hasOpened = true;
      this.ping();
      this.onopen?.(event);
    };
    this.socket.onmessage = event => (typeof event.data === 'string' ? this.measure(event.data) : this.onmessage?.(event));
    this.socket.onerror = event => this.onerror?.(event);
    this.socket.onclose = event => this.end(event);
    this.timer = setInterval(() => this.ping(), PING_EVERY_MS);
  }

  get binaryType(): string {
    return this.socket.binaryType;
  }
  /** noVNC asks for `arraybuffer`, which it is. */
  set binaryType(_kind: string) {
    this.socket.binaryType = 'arraybuffer';
  }
  get protocol(): string {
    return this.socket.protocol;
  }
  get readyState(): number {
    return this.socket.readyState;
  }

  send(data: ArrayBufferView<ArrayBuffer> | ArrayBuffer): void {
    this.socket.send(data);
  }

  close(): void {
    clearInterval(this.timer);
    this.socket.close(1000);
  }

  /** After a sleep: ends at once, instead of in minutes, when the other side is gone. */
  prove(): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    const before = this.pongs;
    this.ping();
    setTimeout(() => {
      if (this.pongs === before) this.end(new CloseEvent('close', { code: 1006 }));
    }, ALIVE_WITHIN_MS);
  }

  private ping(): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(`ping ${Math.round(performance.now())}`);
  }

  private measure(text: string): void {
    this.pongs += 1;
    const sentAt = Number(/^pong (\d+)$/.exec(text)?.[1]);
    if (Number.isFinite(sentAt)) this.listener.measured(Math.max(0, Math.round(performance.now() - sentAt)));
  }

  private end(event: CloseEvent): void {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.timer);
    this.socket.onclose = null;
    this.socket.close();
    this.onclose?.(event);
    this.listener.ended({ hasOpened: this.hasOpened, reason: event.reason });
  }
}
