import { isIP } from 'node:net';
import { idOf, paramOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { claimIpv4, takeIpv4 } from './addresses';
import { Fields } from './fields';
import { firewallRules } from './interface-view';
import { data, empty, invalid, notFound } from './replies';
import type { InterfaceRow, ServerRow } from './server-model';
import { requireRulesets } from './server-routes';
import type { World } from './world';

const INTERFACES = ['primary', 'secondary'] as const;

/** Addresses, white list and firewall of a server's network cards. */
export function serveNetwork(routes: Routes, world: World): void {
  routes.on('POST', '/servers/:serverId/ipv4Qty', call => {
    const { server, fields, card } = cardIn(world, call);
    const quantity = fields.requiredInteger('quantity', { least: 1, most: 64 });
    fields.check();
    const taken = takeIpv4(world, groupIdOf(world, server), quantity);
    card.ipv4.push(...taken);
    return data(taken.map(row => row.address));
  });
  routes.on('POST', '/servers/:serverId/ipv4', call => {
    const { server, fields, card } = cardIn(world, call);
    const wanted = fields.requiredTexts('ip');
    fields.check();
    card.ipv4.push(...claimIpv4(world, groupIdOf(world, server), wanted));
    return empty(204);
  });
  routes.on('DELETE', '/servers/:serverId/ipv4', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const fields = Fields.of(call);
    const card = fields.has('interface') ? server.interfaces[fields.requiredChoice('interface', INTERFACES)] : undefined;
    const unwanted = fields.requiredTexts('ip');
    fields.check();
    const cards = card ? [card] : [server.interfaces.primary, server.interfaces.secondary];
    const held = cards.flatMap(one => one.ipv4.map(row => row.address));
    if (unwanted.some(address => !held.includes(address))) throw invalid('The server does not have the address');
    for (const one of cards) one.ipv4 = one.ipv4.filter(row => !unwanted.includes(row.address));
    return empty(204);
  });
  serveWhitelist(routes, world);
  serveFirewall(routes, world);
}

function serveWhitelist(routes: Routes, world: World): void {
  routes.on('POST', '/servers/:serverId/networkWhitelist', call => {
    const { fields, card } = cardIn(world, call);
    const ip = fields.requiredText('ip');
    const family = isIP(ip);
    if (ip !== '' && family === 0) fields.complain('The ip must be a valid IP address.');
    const mask = fields.requiredInteger('cidr', { least: 0, most: family === 6 ? 128 : 32 });
    fields.check();
    if (card.whitelist.some(entry => entry.ip === ip)) throw invalid('The address is already on the whitelist');
    card.whitelist.push({ id: world.nextSerial(), ip, mask });
    return empty(201);
  });
  routes.on('DELETE', '/servers/:serverId/networkWhitelist', call => {
    const { fields, card } = cardIn(world, call);
    const ip = fields.requiredText('ip');
    fields.check();
    if (!card.whitelist.some(entry => entry.ip === ip)) throw invalid('The address is not on the whitelist');
    card.whitelist = card.whitelist.filter(entry => entry.ip !== ip);
    return empty(204);
  });
}

function serveFirewall(routes: Routes, world: World): void {
  routes.on('GET', '/servers/:serverId/firewall/:interface', call => {
    const card = cardInPath(world, call);
    return data({ enabled: card.firewallEnabled, rules: firewallRules(card) });
  });
  for (const action of ['enable', 'disable'] as const) {
    routes.on('POST', `/servers/:serverId/firewall/:interface/${action}`, call => {
      cardInPath(world, call).firewallEnabled = action === 'enable';
      return empty(200);
    });
  }
  routes.on('POST', '/servers/:serverId/firewall/:interface/rules', call => {
    const card = cardInPath(world, call);
    const fields = Fields.of(call);
    const rulesets = fields.requiredIntegers('rulesets');
    fields.check();
    requireRulesets(rulesets);
    card.firewallRulesets = rulesets.filter(id => id > 0);
    return empty(201);
  });
}

function cardIn(world: World, call: Call): { server: ServerRow; fields: Fields; card: InterfaceRow } {
  const server = world.serverOf(idOf(call, 'serverId'));
  const fields = Fields.of(call);
  return { server, fields, card: server.interfaces[fields.requiredChoice('interface', INTERFACES)] };
}

function cardInPath(world: World, call: Call): InterfaceRow {
  const server = world.serverOf(idOf(call, 'serverId'));
  const name = INTERFACES.find(candidate => candidate === paramOf(call, 'interface'));
  if (!name) throw notFound('interface');
  return server.interfaces[name];
}

function groupIdOf(world: World, server: ServerRow): number {
  return world.hypervisors.get(server.hypervisorId)?.groupId ?? 0;
}
