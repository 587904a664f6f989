import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { HOURLY_GROUP_PROFILES, RESOURCE_GROUP_PROFILES, RESOURCE_PACKS } from './catalogue';
import { Fields } from './fields';
import { userByRelation } from './relation';
import { empty, invalid, notFound } from './replies';
import type { World } from './world';

type ProfileField = 'selfServiceHourlyGroupProfiles' | 'selfServiceResourceGroupProfiles';

/** What self-service users may use: group profiles, an hourly pack, access. */
export function serveProfiles(routes: Routes, world: World): void {
  serveGroupProfile(routes, world, 'hourlyGroupProfile', 'selfServiceHourlyGroupProfiles', HOURLY_GROUP_PROFILES);
  serveGroupProfile(routes, world, 'resourceGroupProfile', 'selfServiceResourceGroupProfiles', RESOURCE_GROUP_PROFILES);
  routes.on('PUT', '/selfService/hourlyResourcePack/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    const fields = Fields.of(call);
    const packId = fields.requiredInteger('packId', { least: 1 });
    fields.check();
    if (!RESOURCE_PACKS.some(pack => pack.id === packId)) throw invalid('The selected pack id is invalid.');
    user.selfServiceHourlyResourcePack = packId;
    return empty(204);
  });
  routes.on('PUT', '/selfService/access/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    const fields = Fields.of(call);
    const syncToProfiles = fields.requiredBoolean('syncToProfiles');
    fields.check();
    user.syncToProfiles = syncToProfiles;
    return empty(204);
  });
}

function serveGroupProfile(routes: Routes, world: World, path: string, field: ProfileField, known: readonly number[]): void {
  routes.on('POST', `/selfService/${path}/byUserExtRelationId/:extRelationId`, call => {
    const user = userByRelation(world, call);
    const fields = Fields.of(call);
    const profileId = fields.requiredInteger('profileId', { least: 1 });
    fields.check();
    if (!known.includes(profileId)) throw invalid('The selected profile id is invalid.');
    user[field] = [...new Set([...user[field], profileId])];
    return empty(204);
  });
  routes.on('DELETE', `/selfService/${path}/:profileId/byUserExtRelationId/:extRelationId`, call => {
    const user = userByRelation(world, call);
    const profileId = idOf(call, 'profileId');
    if (!user[field].includes(profileId)) throw notFound('profile');
    user[field] = user[field].filter(id => id !== profileId);
    return empty(204);
  });
}
