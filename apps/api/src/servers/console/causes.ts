/** Why a console could not be opened, and what its reader can do about it. Codes are stable; screens and tests go by them. */
export const CONSOLE_CAUSES = {
  policy: {
    title: 'The console is closed to customers',
    remedy: 'The host allows it to staff only. Ask support when you need it.',
  },
  'not-ready': {
    title: 'The server is not ready',
    remedy: 'Its console opens when it is built and not suspended.',
  },
  'server-off': {
    title: 'The server is off',
    remedy: 'A console shows a running machine. Start the server and try again.',
  },
  'platform-silent': {
    title: 'The platform does not answer',
    remedy: 'Nobody can tell where the console is at the moment. The server itself goes on. Try again in a minute.',
  },
  'vnc-disabled': {
    title: 'The console is turned off for this server',
    remedy: 'Turn it on and try again.',
  },
  'address-refused': {
    title: 'The console’s address is not one we may open',
    remedy:
      'VirtFusion reports an address outside the networks that the host allows. Tell support; an administrator adds the network of the hypervisor.',
  },
  'port-refused': {
    title: 'The console’s port is closed',
    remedy:
      'The hypervisor answers, but nothing listens for this server. Restart the server; if that does not help, tell support.',
  },
  timeout: {
    title: 'The hypervisor does not answer',
    remedy:
      'The connection to the console’s port ran out of time. This is a firewall or an outage between the panel and the hypervisor. Tell support.',
  },
  'not-vnc': {
    title: 'Something else answers at the console’s port',
    remedy: 'What answered does not speak the console’s protocol. Tell support.',
  },
  'wrong-password': {
    title: 'The console did not accept its password',
    remedy: 'The password that VirtFusion reports is not the one in use. Turn the console off and on to make a new one.',
  },
  'relay-limit': {
    title: 'Too many consoles are open',
    remedy: 'Close a console that you no longer need, and try again.',
  },
} as const satisfies Record<string, { readonly title: string; readonly remedy: string }>;

export type ConsoleCause = keyof typeof CONSOLE_CAUSES;
export const CONSOLE_CAUSE_CODES = Object.keys(CONSOLE_CAUSES) as ConsoleCause[];

/** A console that cannot be opened. `detail` is for people and holds no secret. */
export class ConsoleProblem extends Error {
  override readonly name = 'ConsoleProblem';

  constructor(
    readonly consoleCause: ConsoleCause,
    readonly detail: string,
  ) {
    super(`${consoleCause}: ${detail}`);
  }
}
