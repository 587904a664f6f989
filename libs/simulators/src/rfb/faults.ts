export const CONSOLE_FAULTS = ['refuse', 'hang', 'wrong_password', 'drop', 'garbage', 'none'] as const;

/** What goes wrong at a console. */
export type ConsoleFaultKind = (typeof CONSOLE_FAULTS)[number];

/** A fault and, for `drop`, the bytes to the client after which the connection is reset; without them right after the handshake. */
export interface ConsoleFault {
  readonly fault: ConsoleFaultKind;
  readonly afterBytes?: number;
}
