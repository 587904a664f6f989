import type { SignalRule } from './signal-rule';
import { newEntriesOf } from './signal-rule';

/** A refresh token came back after it was exchanged: somebody has a copy. */
export const sessionCopied: SignalRule = {
  async look({ from, to }, em) {
    const rows = await em.execute<{ userId: number; address: string | null }[]>(
      `select distinct on (e.user_id) e.user_id as "userId", host(e.address) as address
       from ${newEntriesOf('session.reused')} and e.user_id is not null order by e.user_id, e.id desc`,
      [from, to],
    );
    return rows.map(({ userId, address }) => ({
      kind: 'session-copied',
      severity: 'critical',
      userId,
      ...(address !== null && { address }),
    }));
  },
};
