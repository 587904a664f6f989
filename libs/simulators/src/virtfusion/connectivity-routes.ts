import { idOf, type Call } from '../kit/call';
import type { Routes } from '../kit/routes';
import { ipv4Number } from './addresses';
import { Fields } from './fields';
import { ipBlockView } from './hypervisor-view';
import type { IpBlockRow } from './model';
import { paginated } from './paginator';
import { data, empty, invalid, notFound } from './replies';
import type { World } from './world';

/** IP blocks and the ranges in them. */
export function serveConnectivity(routes: Routes, world: World): void {
  routes.on('GET', '/connectivity/ipblocks', call => paginated(call, world.ipBlocks.all(), block => ipBlockView(world, block)));
  routes.on('GET', '/connectivity/ipblocks/:blockId', call => data(ipBlockView(world, blockOf(world, call))));
  routes.on('POST', '/connectivity/ipblocks/:blockId/ipv4', call => {
    const block = blockOf(world, call);
    const fields = Fields.of(call);
    fields.requiredChoice('type', ['range']);
    const start = ipv4Number(fields.requiredText('start'));
    const end = ipv4Number(fields.requiredText('end'));
    fields.check();
    if (block.type !== 4) throw invalid('The IP block is not an IPv4 block');
    if (start === undefined || end === undefined || end < start) throw invalid('The range is invalid');
    if (block.ranges.some(range => start <= range.end && range.start <= end))
      throw invalid('The range overlaps addresses of the block');
    block.ranges.push({ start, end });
    return empty(204);
  });
}

function blockOf(world: World, call: Call): IpBlockRow {
  const block = world.ipBlocks.get(idOf(call, 'blockId'));
  if (!block) throw notFound('ip block');
  return block;
}
