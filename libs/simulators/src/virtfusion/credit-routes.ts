import { idOf } from '../kit/call';
import type { Routes } from '../kit/routes';
import { CURRENCIES } from './catalogue';
import { Fields } from './fields';
import { userByRelation } from './relation';
import { created, data, empty, notFound } from './replies';
import type { World } from './world';

/** The documented limit, as near as a number comes to it. */
const LARGEST_REFERENCE = Number('8446744073709551615');

/** Self-service credit and currencies. */
export function serveCredit(routes: Routes, world: World): void {
  routes.on('POST', '/selfService/credit/byUserExtRelationId/:extRelationId', call => {
    const user = userByRelation(world, call);
    const fields = Fields.of(call);
    const tokens = fields.requiredNumber('tokens');
    if (typeof call.body['reference_1'] === 'string') fields.complain('The reference 1 must be an integer.');
    const reference1 = fields.integer('reference_1', { least: 1, most: LARGEST_REFERENCE }) ?? null;
    const reference2 = fields.text('reference_2', 1000) ?? null;
    fields.check();
    const credit = world.credits.insert({ userId: user.id, tokens, reference1, reference2, created: world.now() });
    return created({ id: credit.id });
  });
  routes.on('DELETE', '/selfService/credit/:creditId', call => {
    if (!world.credits.delete(idOf(call, 'creditId'))) throw notFound('credit');
    return empty(204);
  });
  routes.on('GET', '/selfService/currencies', () => data(CURRENCIES));
}
