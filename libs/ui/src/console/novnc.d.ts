/** The part of noVNC 1.7 that we use (docs/API.md of the package); it carries no types of its own. */
declare module '@novnc/novnc' {
  export interface RfbChannel {
    binaryType: string;
    readonly protocol: string;
    readonly readyState: number | string;
    onopen: ((event: Event) => void) | null;
    onmessage: ((event: MessageEvent) => void) | null;
    onerror: ((event: Event) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
    send(data: ArrayBufferView | ArrayBuffer): void;
    close(code?: number, reason?: string): void;
  }

  export default class RFB extends EventTarget {
    constructor(target: HTMLElement, channel: RfbChannel, options?: { shared?: boolean });
    viewOnly: boolean;
    scaleViewport: boolean;
    clipViewport: boolean;
    background: string;
    showDotCursor: boolean;
    focusOnClick: boolean;
    sendCtrlAltDel(): void;
    sendKey(keysym: number, code: string | null, down?: boolean): void;
    focus(): void;
    blur(): void;
    disconnect(): void;
    toDataURL(type?: string): string;
  }
}
