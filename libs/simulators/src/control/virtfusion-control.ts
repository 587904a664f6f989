import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import type { VirtFusionSimulator } from '../virtfusion/simulator';
import { badRequest, enabledIn, found } from './replies';

/** VirtFusion from the side of the people who run the hypervisors. */
export function serveVirtFusionControl(routes: Routes, virtfusion: VirtFusionSimulator): void {
  const base = '/_control/virtfusion';
  routes.on('GET', `${base}/servers`, () =>
    found(
      virtfusion.servers().map(server => ({
        ...{ id: server.id, name: server.name, hostname: server.hostname, state: server.state, power: server.power },
        ...{ suspended: server.suspended, doNotDisturb: server.doNotDisturb, hypervisorId: server.hypervisorId },
        address: server.interfaces.primary.ipv4[0]?.address ?? null,
        deleteAt: server.deleteAt === null ? null : new Date(server.deleteAt).toISOString(),
        ...virtfusion.namesOf(server),
        console: virtfusion.consoles?.brief(server) ?? null,
      })),
    ),
  );
  routes.on('POST', `${base}/fail-next`, call => {
    const { action } = call.body;
    if (typeof action !== 'string') throw badRequest('action must be a queue action such as build_server');
    virtfusion.failNext(action);
    return { status: 204 };
  });
  routes.on('POST', `${base}/hypervisors/:id/maintenance`, call => ({
    status: virtfusion.setMaintenance(idOf(call, 'id'), enabledIn(call)) ? 204 : 404,
  }));
  routes.on('POST', `${base}/hypervisors/:id/enabled`, call => ({
    status: virtfusion.setHypervisorEnabled(idOf(call, 'id'), enabledIn(call)) ? 204 : 404,
  }));
  routes.on('POST', `${base}/servers/:id/do-not-disturb`, call => ({
    status: virtfusion.setDoNotDisturb(idOf(call, 'id'), enabledIn(call)) ? 204 : 404,
  }));
}
