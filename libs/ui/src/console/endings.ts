import type { ConsoleTrouble } from './console-way';

/** Ends that are meant: nobody connects again by themselves after these. Keys are the reasons that the relay gives. */
const MEANT: Readonly<Record<string, ConsoleTrouble>> = {
  'rights-lost': {
    code: 'rights-lost',
    title: 'You may no longer see this console',
    remedy: 'Your session ended, or the server is no longer yours to see. Sign in again or ask its owner.',
  },
  idle: {
    code: 'idle',
    title: 'The console was closed because nothing was typed for a long time',
    remedy: 'The server goes on. Connect again whenever you like.',
  },
  longest: {
    code: 'longest',
    title: 'The console was open for as long as the host allows',
    remedy: 'The server goes on. Connect again to continue.',
  },
  'closed-by-owner': {
    code: 'closed-by-owner',
    title: 'The console was closed by the owner of the server',
    remedy: 'Ask them before you connect again.',
  },
  'closed-by-staff': {
    code: 'closed-by-staff',
    title: 'The console was closed by support',
    remedy: 'Write to support when you do not know why.',
  },
  'wrong-password': {
    code: 'wrong-password',
    title: 'The console did not accept its password',
    remedy: 'It was changed a moment ago. Try again.',
  },
};

/** What the browser says of a socket that never opened, which tells nothing of the cause. */
export const BLOCKED: ConsoleTrouble = {
  code: 'socket-blocked',
  title: 'The console could not be reached from this browser',
  remedy:
    'The server itself is fine. This is almost always a proxy or filter that blocks WebSocket: turn off content filters for this site, ask to allow wss on port 443, or try another network such as a phone hotspot.',
};

/** After all tries. */
export const LOST: ConsoleTrouble = {
  code: 'connection-lost',
  title: 'The connection to the console was lost',
  remedy: 'The server itself goes on. Try again when your network is back.',
};

/** The trouble of an end that was meant; undefined for an accident, after which the page tries again. */
export function meantEnd(reason: string): ConsoleTrouble | undefined {
  return MEANT[reason];
}

/** Refusals that a later try cannot change by itself. */
const FINAL = new Set(['policy', 'not-ready', 'server-off', 'vnc-disabled', 'address-refused', 'wrong-password', 'relay-limit']);

/** True when trying again by itself would only annoy. */
export function isFinal({ code }: ConsoleTrouble): boolean {
  return FINAL.has(code);
}
