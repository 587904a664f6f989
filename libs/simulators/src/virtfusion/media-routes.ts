import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { DNS_SERVICES, ISOS } from './catalogue';
import type { TemplateRow } from './model';
import { data, notFound } from './replies';
import { sealed } from './settings-view';
import { modelTime } from './timestamps';
import type { World } from './world';

/** Operating-system templates, ISO images, DNS services and backups: things that are only read. */
export function serveMedia(routes: Routes, world: World): void {
  routes.on('GET', '/media/templates/fromServerPackageSpec/:serverPackageId', call => {
    const plan = world.packages.get(idOf(call, 'serverPackageId'));
    if (!plan) throw notFound('package');
    return data(templateGroups(world, templatesFor(world, plan.primaryStorage)));
  });
  routes.on('GET', '/servers/:serverId/templates', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const fitting = templatesFor(world, server.resources.storage).filter(template => template.arch === 1);
    return data(templateGroups(world, fitting));
  });
  routes.on('GET', '/media/iso/:isoId', call => {
    const iso = ISOS.find(candidate => candidate.id === idOf(call, 'isoId'));
    if (!iso) throw notFound('iso');
    const dated = { created: modelTime(Date.UTC(2025, 0, 6)), updated: modelTime(Date.UTC(2025, 0, 6)) };
    const url = `https://mirror.example.net/${iso.filename}`;
    return data({
      ...iso,
      description: null,
      url,
      enabled: true,
      config: '[]',
      global: true,
      download: true,
      users: [],
      ...dated,
    });
  });
  routes.on('GET', '/dns/services/:serviceId', call => {
    const service = DNS_SERVICES.find(candidate => candidate.id === idOf(call, 'serviceId'));
    if (!service) throw notFound('dns service');
    const dated = { created: modelTime(Date.UTC(2025, 0, 6)), updated: modelTime(Date.UTC(2025, 0, 6)) };
    const fixed = {
      type: 1,
      ip: null,
      password: sealed(service.name),
      config: {},
      subAccount: false,
      capabilities: 3,
      enabled: true,
    };
    return data({ ...service, ...fixed, ...dated });
  });
  routes.on('GET', '/backups/server/:serverId', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const backups = world.backups.where(backup => backup.serverId === server.id);
    return data(
      backups.map(({ id, serverId, created }) => ({
        ...{ id, serverId, storage: { id: 1, name: 'Backup store', enabled: true }, deleting: false, restoring: false },
        ...{ progress: false, complete: true, deleteAfter: null, created: modelTime(created), updated: modelTime(created) },
      })),
    );
  });
}

/** Templates that fit on a disk of so many GB. */
export function templatesFor(world: World, storage: number): TemplateRow[] {
  return world.templates.where(template => template.minimumStorage <= storage);
}

function templateGroups(world: World, templates: readonly TemplateRow[]): unknown[] {
  const groups = world.templateGroups
    .all()
    .sort((one, other) => Number(one.id === 0) - Number(other.id === 0) || one.id - other.id);
  return groups
    .map(group => ({
      ...{ name: group.name, description: group.description, icon: group.icon },
      templates: templates.filter(template => template.groupId === group.id).map(template => templateView(template, group.icon)),
      id: group.id,
    }))
    .filter(group => group.templates.length > 0);
}

function templateView(template: TemplateRow, icon: string): Record<string, unknown> {
  const { id, name, version, variant, arch, eol, eolDate, type } = template;
  return {
    ...{ id, name, version, variant, arch, description: `${name} ${version}`, icon, eol, eol_date: eolDate, eol_warning: eol },
    ...{ deploy_type: 1, vnc: false, type },
  };
}
