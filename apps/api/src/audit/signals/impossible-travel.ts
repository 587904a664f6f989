import { holds } from '../blocking/block-list';
import { parseNetwork } from '../blocking/addresses';
import type { SignalRule } from './signal-rule';
import { coarse, newEntriesOf } from './signal-rule';

/**
 * Somebody signs in from where they never were, while they were just active elsewhere. Staff who look with a customer's eyes
 * are not the customer. Sessions are the auth feature's; they are only read here.
 */
export const impossibleTravel: SignalRule = {
  async look({ from, to }, em, settings) {
    const minutes = settings.get('security.travelMinutes');
    const rows = await em.execute<{ userId: number; address: string; others: string[] }[]>(
      `select e.user_id as "userId", host(e.address) as address, others.addresses as others
       from ${newEntriesOf('session.opened')} and e.user_id is not null and e.address is not null
       cross join lateral (
         select array_agg(distinct x.address) as addresses from sessions x
         where x.user_id = e.user_id and x.impersonator_id is null
           and x.created_at < e.occurred_at and x.last_used_at > e.occurred_at - make_interval(mins => ?)) others
       where others.addresses is not null and not exists (
         select from audit_entries known where known.user_id = e.user_id and known.action = 'session.opened' and known.id < e.id
           and known.address is not null and ${coarse('known.address')} = ${coarse('e.address')})
       order by e.id`,
      [from, to, minutes],
    );
    return rows.flatMap(({ userId, address, others }) => {
      const elsewhere = others.find(other => isFar(address, other));
      return elsewhere === undefined
        ? []
        : [{ kind: 'impossible-travel', severity: 'critical', userId, address, details: { elsewhere, minutes } } as const];
    });
  },
};

/** True when two addresses are in different coarse blocks; what is no address is nowhere. */
function isFar(one: string, other: string): boolean {
  const [here, there] = [parseNetwork(one), parseNetwork(other)];
  if (!here || !there) return false;
  return !holds({ ...here, prefix: here.family === 'ipv4' ? 16 : 32 }, there.address);
}
