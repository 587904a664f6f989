import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './call';
import type { Fault } from './faults';
import { contentOf, sendReply } from './send-reply';
import type { Simulator } from './simulator';

/** The status that was sent, null when nothing was, or `continue` when the call goes on as usual. */
export type Spoiled = number | null | 'continue';

const DEFAULT_DELAY_MS = 3_000;

/** Applies a fault before the service has done anything. */
export async function spoilBefore(
  fault: Fault,
  simulator: Simulator,
  response: ServerResponse,
  silence: () => void,
): Promise<Spoiled> {
  if (fault.fault === 'garbage') return sendBroken(response, fault.status ?? 200, '{"data":[{"id":1,"na');
  return spoil(fault, simulator, response, silence);
}

/** Applies a fault to the answer of work that has been done. */
export async function spoilAnswer(
  fault: Fault,
  reply: Reply,
  simulator: Simulator,
  response: ServerResponse,
  silence: () => void,
): Promise<Spoiled> {
  if (fault.fault !== 'garbage') return spoil(fault, simulator, response, silence);
  const { text } = contentOf(reply);
  return sendBroken(
    response,
    fault.status ?? reply.status,
    text === '' ? '<!doctype html><ti' : text.slice(0, Math.ceil(text.length / 2)),
  );
}

async function spoil(fault: Fault, simulator: Simulator, response: ServerResponse, silence: () => void): Promise<Spoiled> {
  switch (fault.fault) {
    case 'delay':
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS, undefined, { ref: false });
      return 'continue';
    case 'hang':
      silence();
      return null;
    case 'drop':
      if (response.socket) response.socket.resetAndDestroy();
      else response.destroy();
      return null;
    case 'rate_limit':
      return send(response, simulator.rateLimited(fault.retryAfterSeconds ?? 1));
    case 'status':
    case 'garbage':
      return send(response, simulator.failure(fault.status ?? 500));
  }
}

function send(response: ServerResponse, reply: Reply): number {
  sendReply(response, reply);
  return reply.status;
}

/** Claims to be JSON and stops in the middle. */
function sendBroken(response: ServerResponse, status: number, text: string): number {
  const withBody = status === 204 ? 200 : status;
  response.writeHead(withBody, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) });
  response.end(text);
  return withBody;
}
