import { idOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CONSOLE_FAULTS, type ConsoleFault } from '../rfb';
import type { VirtFusionSimulator } from '../virtfusion/simulator';
import { badRequest, found } from './replies';

const NO_CONSOLE = { status: 404, json: { error: 'There is no such server, or consoles are switched off.' } };

/** The servers' consoles: what is on a screen, and what goes wrong there. */
export function serveRfbControl(routes: Routes, virtfusion: VirtFusionSimulator): void {
  const base = '/_control/rfb/servers/:id';
  routes.on('GET', base, async call => {
    const line = await virtfusion.console(idOf(call, 'id'));
    return line ? found(line) : NO_CONSOLE;
  });
  routes.on('POST', `${base}/fault`, async call => {
    const isDone = await virtfusion.failConsole(idOf(call, 'id'), faultIn(call));
    return isDone ? { status: 204 } : NO_CONSOLE;
  });
}

function faultIn({ body }: Call): ConsoleFault {
  const fault = CONSOLE_FAULTS.find(known => known === body['fault']);
  const { afterBytes } = body;
  if (!fault) throw badRequest(`fault must be one of ${CONSOLE_FAULTS.join(', ')}`);
  if (afterBytes === undefined) return { fault };
  if (typeof afterBytes !== 'number' || !Number.isInteger(afterBytes) || afterBytes < 0)
    throw badRequest('afterBytes must be a whole number, 0 or more');
  return { fault, afterBytes };
}
