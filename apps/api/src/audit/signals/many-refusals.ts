import type { SignalRule } from './signal-rule';
import { counted, newEntriesOf } from './signal-rule';

/** Somebody tries doors: one person, or an address of nobody known, is refused again and again. */
export const manyRefusals: SignalRule = {
  async look({ from, to }, em, settings) {
    const minutes = settings.get('security.signalWindowMinutes');
    const rows = await em.execute<{ userId: number | null; address: string | null; refusals: number }[]>(
      `with seen as (
         select distinct e.actor_id, case when e.actor_id is null then ${counted('e.address')} end as address
         from ${newEntriesOf('access.refused')} and coalesce(e.actor_id::text, host(e.address)) is not null)
       select seen.actor_id as "userId", host(seen.address) as address, count(*)::int as refusals
       from seen join audit_entries f on f.action = 'access.refused' and f.occurred_at > now() - make_interval(mins => ?)
         and (f.actor_id = seen.actor_id or (seen.actor_id is null and f.actor_id is null and ${counted('f.address')} = seen.address))
       group by seen.actor_id, seen.address having count(*) >= ?`,
      [from, to, minutes, settings.get('security.refusalsByCaller')],
    );
    return rows.map(({ userId, address, refusals }) => ({
      kind: 'many-refusals',
      severity: 'warning',
      ...(userId !== null && { userId }),
      ...(address !== null && { address }),
      details: { refusals, minutes },
    }));
  },
};
