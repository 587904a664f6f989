/** Which way bytes run: `up` from client to server, `down` back. */
export type Direction = 'up' | 'down';

/** What may be wrong with a network. Everything can be combined and changed while connections are open. */
export interface ProxyFaults {
  /** Milliseconds every piece is late. */
  readonly latencyMs?: number;
  /** Up to so many milliseconds more or less. */
  readonly jitterMs?: number;
  /** Bytes a second. */
  readonly bandwidth?: number;
  /** Milliseconds between one side's end and the other side hearing of it. */
  readonly slowCloseMs?: number;
  /** Accepts connections and never lets anything through. */
  readonly silent?: boolean;
  /** Resets the connection after so many bytes have passed. */
  readonly resetAfterBytes?: number;
  /** Ends the connection properly after so many bytes have passed. */
  readonly limitBytes?: number;
  /** Ends one direction after so many bytes have passed and swallows the rest of it; the other direction goes on. */
  readonly halfCloseAfterBytes?: number;
  /** Cuts the stream into pieces of so many bytes. */
  readonly sliceBytes?: number;
  /** Milliseconds between two of those pieces. */
  readonly sliceDelayMs?: number;
  /** Refuses new connections by resetting them. */
  readonly refuse?: boolean;
  /** The direction that suffers; both without it. */
  readonly direction?: Direction;
}

/** Whether these faults touch bytes of a direction. */
export function touches(faults: ProxyFaults, direction: Direction): boolean {
  return faults.direction === undefined || faults.direction === direction;
}
