import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { Fields } from './fields';
import { data, empty, invalid, notFound } from './replies';
import type { ServerRow } from './server-model';
import { microTime, plainTime } from './timestamps';
import { countTraffic, trafficPeriod, trafficPeriodAt, type TrafficPeriod } from './traffic-meter';
import type { World } from './world';

/** How many periods ahead blocks can be bought for. */
const MONTHS_OFFERED = 25;

/** Traffic of a server by month, and blocks of more. */
export function serveTraffic(routes: Routes, world: World): void {
  routes.on('GET', '/servers/:serverId/traffic', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    countTraffic(server, world.now());
    const { month: latest } = trafficPeriodAt(server.created, world.now());
    const months = Array.from({ length: latest }, (_, index) => latest - index);
    return data({ monthly: months.map(month => monthView(server, trafficPeriod(server.created, month))) });
  });
  routes.on('GET', '/servers/:serverId/traffic/blocks', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const current = trafficPeriodAt(server.created, world.now());
    const offered = Array.from({ length: MONTHS_OFFERED }, (_, index) => trafficPeriod(server.created, index + 1));
    return data({
      assigned: server.trafficBlocks.map(({ id, month, traffic, added }) => ({
        ...{
          id,
          current: month === current.month,
          traffic,
          ...periodView(trafficPeriod(server.created, month)),
          added: microTime(added),
        },
      })),
      available: {
        total: MONTHS_OFFERED,
        current: periodView(current),
        months: Object.fromEntries(offered.map(period => [String(period.month), periodView(period)])),
      },
    });
  });
  routes.on('POST', '/servers/:serverId/traffic/blocks', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const fields = Fields.of(call);
    const month = fields.requiredInteger('month', { least: 1 });
    const traffic = fields.requiredInteger('amount', { least: 1 });
    fields.check();
    if (month > MONTHS_OFFERED) throw invalid('The selected month is invalid.');
    server.trafficBlocks.push({ id: world.nextSerial(), month, traffic, added: world.now() });
    return empty(201);
  });
  routes.on('DELETE', '/servers/:serverId/traffic/blocks/:blockId', call => {
    const server = world.serverOf(idOf(call, 'serverId'));
    const blockId = idOf(call, 'blockId');
    if (!server.trafficBlocks.some(block => block.id === blockId)) throw notFound('traffic block');
    server.trafficBlocks = server.trafficBlocks.filter(block => block.id !== blockId);
    return empty(204);
  });
}

function periodView({ month, start, end }: TrafficPeriod): Record<string, unknown> {
  return { month, start: plainTime(start), end: plainTime(end) };
}

function monthView(server: ServerRow, period: TrafficPeriod): Record<string, unknown> {
  const { rx, tx } = server.trafficBytes[String(period.month)] ?? { rx: 0, tx: 0 };
  const blocks = server.trafficBlocks.filter(block => block.month === period.month).map(({ id, traffic }) => ({ id, traffic }));
  return { ...periodView(period), rx, tx, total: rx + tx, limit: server.resources.traffic, blocks };
}
