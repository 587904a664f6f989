import { idOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { groupResourcesView, groupView, hypervisorView } from './hypervisor-view';
import type { GroupRow } from './model';
import { paginated } from './paginator';
import { data, notFound } from './replies';
import type { World } from './world';

/** Hypervisors, their groups, and what is left on them. */
export function serveCompute(routes: Routes, world: World): void {
  routes.on('GET', '/compute/hypervisors/groups', call => paginated(call, world.groups.all(), groupView));
  routes.on('GET', '/compute/hypervisors/groups/:hypervisorGroupId', call => data(groupView(groupOf(world, call))));
  routes.on('GET', '/compute/hypervisors/groups/:hypervisorGroupId/resources', call => {
    const group = groupOf(world, call);
    const members = world.hypervisors.where(hypervisor => hypervisor.groupId === group.id);
    return paginated(call, members, member => groupResourcesView(world, member));
  });
  routes.on('GET', '/compute/hypervisors', call =>
    paginated(call, world.hypervisors.all(), hypervisor => ({ ...hypervisorView(world, hypervisor), storage: [] })),
  );
  routes.on('GET', '/compute/hypervisors/:hypervisorId', call => {
    const hypervisor = world.hypervisors.get(idOf(call, 'hypervisorId'));
    if (!hypervisor) throw notFound('hypervisor');
    return data(hypervisorView(world, hypervisor));
  });
}

function groupOf(world: World, call: Call): GroupRow {
  const group = world.groups.get(idOf(call, 'hypervisorGroupId'));
  if (!group) throw notFound('hypervisor group');
  return group;
}
