import type { Socket } from 'node:net';
import { ConsoleProblem } from '../causes';
import { IncomingBytes } from '../rfb/incoming-bytes';
import { openDesktop } from '../rfb/open-desktop';
import { type ConsoleAddress, dial } from './dial';

export interface Patience {
  readonly connectMs: number;
  readonly handshakeMs: number;
}

/** A console that accepted its password. `rest` is what the server sent beyond the handshake. */
export interface OpenDesktop {
  readonly socket: Socket;
  readonly rest: Buffer;
}

/** Connects to a console and signs in, up to where a viewer takes over. Throws a `ConsoleProblem`. */
export async function knock(address: ConsoleAddress, password: string | null, patience: Patience): Promise<OpenDesktop> {
  const socket = await dial(address, patience.connectMs);
  const bytes = new IncomingBytes();
  const ended = () => bytes.fail(new ConsoleProblem('not-vnc', 'It closed the connection.'));
  const take = (chunk: Buffer) => bytes.push(chunk);
  socket.on('data', take).on('close', ended).on('error', ended);
  const timer = setTimeout(
    () => bytes.fail(new ConsoleProblem('timeout', `It said nothing within ${patience.handshakeMs / 1000} s.`)),
    patience.handshakeMs,
  );
  try {
    await openDesktop(bytes, part => socket.write(part), password);
    socket
      .pause()
      .off('data', take)
      .off('close', ended)
      .off('error', ended)
      .on('error', () => undefined);
    return { socket, rest: bytes.takeRest() };
  } catch (error) {
    socket.destroy();
    throw error instanceof ConsoleProblem ? error : new ConsoleProblem('not-vnc', 'It speaks something else.');
  } finally {
    clearTimeout(timer);
  }
}
