import type { SignalRule } from './signal-rule';
import { counted, newEntriesOf } from './signal-rule';

/** Somebody goes on although they are told to slow down. */
export const rateLimitAbuse: SignalRule = {
  async look({ from, to }, em, settings) {
    const minutes = settings.get('security.signalWindowMinutes');
    const rows = await em.execute<{ address: string; requests: number }[]>(
      `with seen as (select distinct ${counted('e.address')} as address from ${newEntriesOf('access.rate-limited')} and e.address is not null)
       select host(seen.address) as address, sum((f.details->>'requests')::int)::int as requests
       from seen join audit_entries f on f.action = 'access.rate-limited' and f.address is not null
         and ${counted('f.address')} = seen.address and f.occurred_at > now() - make_interval(mins => ?)
       group by seen.address having sum((f.details->>'requests')::int) >= ?`,
      [from, to, minutes, settings.get('security.rateLimitedRequests')],
    );
    return rows.map(({ address, requests }) => ({
      kind: 'rate-limit-abuse',
      severity: 'warning',
      address,
      details: { requests, minutes },
    }));
  },
};
