import type { SignalRule } from './signal-rule';
import { newEntriesOf } from './signal-rule';

/** Somebody tries passwords of one account, from wherever. */
export const failuresForAccount: SignalRule = {
  async look({ from, to }, em, settings) {
    const minutes = settings.get('security.signalWindowMinutes');
    const rows = await em.execute<{ userId: number; failures: number; addresses: number }[]>(
      `with seen as (select distinct e.user_id from ${newEntriesOf('sign-in.failed')} and e.user_id is not null)
       select seen.user_id as "userId", count(*)::int as failures, count(distinct f.address)::int as addresses
       from seen join audit_entries f on f.user_id = seen.user_id and f.action = 'sign-in.failed'
         and f.occurred_at > now() - make_interval(mins => ?)
       group by seen.user_id having count(*) >= ?`,
      [from, to, minutes, settings.get('security.failuresForAccount')],
    );
    return rows.map(({ userId, ...details }) => ({
      kind: 'many-failures-for-account',
      severity: 'warning',
      userId,
      details: { ...details, minutes },
    }));
  },
};
