import type { SignalRule } from './signal-rule';
import { counted, newEntriesOf } from './signal-rule';

/** Somebody tries passwords from one address, whatever the account. */
export const failuresFromAddress: SignalRule = {
  async look({ from, to }, em, settings) {
    const minutes = settings.get('security.signalWindowMinutes');
    const rows = await em.execute<{ address: string; failures: number; accounts: number }[]>(
      `with seen as (select distinct ${counted('e.address')} as address from ${newEntriesOf('sign-in.failed')} and e.address is not null)
       select host(seen.address) as address, count(*)::int as failures, count(distinct f.user_id)::int as accounts
       from seen join audit_entries f on f.action = 'sign-in.failed' and f.address is not null and ${counted('f.address')} = seen.address
         and f.occurred_at > now() - make_interval(mins => ?)
       group by seen.address having count(*) >= ?`,
      [from, to, minutes, settings.get('security.failuresFromAddress')],
    );
    return rows.map(({ address, ...details }) => ({
      kind: 'many-failures-from-address',
      severity: 'warning',
      address,
      details: { ...details, minutes },
    }));
  },
};
