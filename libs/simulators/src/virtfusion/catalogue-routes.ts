import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import type { PackageRow } from './model';
import { data, notFound } from './replies';
import { microTime } from './timestamps';
import type { World } from './world';

/** The connection test and the packages. */
export function serveCatalogue(routes: Routes, world: World): void {
  routes.on('GET', '/connect', () => ({ status: 200, json: [] }));
  routes.on('GET', '/packages', () => data(world.packages.all().map(packageView)));
  routes.on('GET', '/packages/:packageId', call => {
    const plan = world.packages.get(idOf(call, 'packageId'));
    if (!plan) throw notFound('package');
    return data(packageView(plan));
  });
}

function packageView(plan: PackageRow): Record<string, unknown> {
  const { id, name, description, enabled, memory, primaryStorage, traffic, cpuCores, backupPlanId } = plan;
  return {
    ...{ id, name, description, enabled, memory, primaryStorage, traffic, cpuCores },
    primaryNetworkSpeedIn: plan.networkSpeedIn,
    primaryNetworkSpeedOut: plan.networkSpeedOut,
    primaryDiskType: 'inherit',
    backupPlanId,
    primaryStorageReadBytesSec: plan.readBytesSec,
    primaryStorageWriteBytesSec: plan.writeBytesSec,
    primaryStorageReadIopsSec: plan.readIopsSec,
    primaryStorageWriteIopsSec: plan.writeIopsSec,
    primaryStorageProfile: plan.storageProfile,
    primaryNetworkProfile: plan.networkProfile,
    created: microTime(plan.created),
  };
}
