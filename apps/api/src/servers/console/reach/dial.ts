import { lookup } from 'node:dns/promises';
import { isIP, type Socket, connect } from 'node:net';
import { ConsoleProblem } from '../causes';
import type { AddressRule } from './address-rule';

/** Where VirtFusion says that a console is. */
export interface ConsoleAddress {
  readonly host: string;
  readonly port: number;
}

const LOOKUP_FAILED = 'The name that VirtFusion reports cannot be resolved.';

/** The address to connect to, looked up once and judged as it is: a name cannot change its mind between the check and the connection. */
export async function resolveConsole(host: string, rule: AddressRule): Promise<string> {
  const address = isIP(host)
    ? host
    : await lookup(host).then(
        found => found.address,
        () => null,
      );
  if (address === null) throw new ConsoleProblem('timeout', LOOKUP_FAILED);
  if (!rule.admits(address)) throw new ConsoleProblem('address-refused', `${host} is not in a network that consoles may be in.`);
  return address;
}

/** Connects. Throws a `ConsoleProblem`: port-refused or timeout. */
export function dial({ host, port }: ConsoleAddress, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => fail(new ConsoleProblem('timeout', `No connection within ${timeoutMs / 1000} s.`)), timeoutMs);
    const fail = (problem: ConsoleProblem) => {
      clearTimeout(timer);
      socket.removeAllListeners().on('error', () => undefined);
      socket.destroy();
      reject(problem);
    };
    socket.once('error', (error: NodeJS.ErrnoException) => fail(problemOf(error.code ?? '')));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners();
      resolve(socket);
    });
  });
}

function problemOf(code: string): ConsoleProblem {
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return new ConsoleProblem('port-refused', 'The connection was refused.');
  return new ConsoleProblem('timeout', `The hypervisor cannot be reached (${code}).`);
}
