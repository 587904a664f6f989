import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Jobs } from '@api/platform';
import { plainAddress } from '../blocking/addresses';
import { redact } from '../log/redaction';
import type { SecurityEventKind, Severity } from './kinds';

/** Something that looks like an attack, as the rule that noticed it tells it. */
export interface RaisedEvent {
  readonly kind: SecurityEventKind;
  readonly severity: Severity;
  readonly userId?: number;
  readonly keyId?: number;
  readonly address?: string;
  readonly details?: object;
}

/** The same kind about the same subject within so long is one event, counted. */
const SAME_WITHIN = '1 hour';

/** Keeps what looks like an attack, and has people alerted once. */
@Injectable()
export class SecurityEvents {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
  ) {}

  /** Raises an event, or counts it on when it is still the same; part of the surrounding transaction. */
  raise({ kind, severity, userId, keyId, address, details = {} }: RaisedEvent): Promise<void> {
    const from = address === undefined ? null : plainAddress(address);
    const subject = subjectOf(userId, keyId, from);
    const kept = JSON.stringify(redact({ ...details }));
    return this.em.transactional(async em => {
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`security-event ${kind} ${subject}`]);
      const [same] = await em.execute<{ id: number }[]>(
        `update security_events set occurrences = occurrences + 1, last_at = now(), details = ?::jsonb
         where id = (select id from security_events where kind = ? and subject = ? and last_at > now() - interval '${SAME_WITHIN}'
           order by id desc limit 1) returning id`,
        [kept, kind, subject],
      );
      if (same) return;
      const [made] = await em.execute<{ id: number }[]>(
        `insert into security_events (kind, severity, subject, user_id, key_id, address, details)
         values (?, ?, ?, ?, ?, ?::inet, ?::jsonb) returning id`,
        [kind, severity, subject, userId ?? null, keyId ?? null, from, kept],
      );
      if (made) await this.jobs.add('security.event-raised', { eventId: made.id });
    });
  }
}

/** The narrowest thing that the event is about. */
function subjectOf(userId: number | undefined, keyId: number | undefined, address: string | null): string {
  if (keyId !== undefined) return `key:${keyId}`;
  if (userId !== undefined) return `user:${userId}`;
  return address === null ? 'system' : `address:${address}`;
}
