import { type RawBuilder, sql } from 'kysely';
import { parseNetwork } from '../blocking/addresses';
import type { AuditOutcome } from './audit-log';

/** What is looked for; all of it must hold. */
export interface AuditFilter {
  /** An action, or the beginning of several, such as `session`. */
  readonly action?: string;
  /** Whose account it concerns. */
  readonly userId?: number;
  /** Who acted. */
  readonly actorId?: number;
  /** One address or a block of them. */
  readonly address?: string;
  readonly outcome?: AuditOutcome;
  readonly from?: Date;
  readonly to?: Date;
  /** A request id, a target's id, a person's name or address, or words of the details. */
  readonly text?: string;
  /** What was acted on. */
  readonly target?: { readonly kind: string; readonly id: string };
  /** Only these beginnings of actions. */
  readonly groups?: readonly string[];
  /** Not these actions. */
  readonly except?: readonly string[];
}

/** The filter as a condition on `e`. */
export function whereOf({
  action,
  userId,
  actorId,
  address,
  outcome,
  from,
  to,
  text,
  target,
  ...groups
}: AuditFilter): RawBuilder<unknown> {
  const conditions = [
    sql`true`,
    ...(action === undefined ? [] : [sql`e.action like ${`${escapeLike(action)}%`}`]),
    ...(userId === undefined ? [] : [sql`e.user_id = ${userId}`]),
    ...(actorId === undefined ? [] : [sql`e.actor_id = ${actorId}`]),
    ...(address === undefined ? [] : [within(address)]),
    ...(outcome === undefined ? [] : [sql`e.outcome = ${outcome}`]),
    ...(from === undefined ? [] : [sql`e.occurred_at >= ${from}`]),
    ...(to === undefined ? [] : [sql`e.occurred_at < ${to}`]),
    ...(text === undefined ? [] : [mentions(text)]),
    ...(target === undefined ? [] : [sql`e.target_id = ${target.id} and e.target_kind = ${target.kind}`]),
    ...(groups.groups === undefined ? [] : [sql`split_part(e.action, '.', 1) in (${sql.join(groups.groups)})`]),
    ...(groups.except === undefined ? [] : [sql`e.action not in (${sql.join(groups.except)})`]),
  ];
  return sql.join(conditions, sql` and `);
}

/** Spelled as a range, which the index on addresses answers. */
function within(text: string): RawBuilder<unknown> {
  const network = parseNetwork(text);
  if (network === null) return sql`false`;
  const block = `${network.address}/${network.prefix}`;
  return sql`e.address >= network(${block}::inet)::inet and e.address <= set_masklen(broadcast(${block}::inet), ${
    network.family === 'ipv4' ? 32 : 128
  })`;
}

/** One index each: a disjunction over all of them would read every entry. */
function mentions(text: string): RawBuilder<unknown> {
  const people = sql`select id from users where lower(username) = lower(${text}) union select id from users where lower(email) = lower(${text})`;
  return sql`e.id in (
    select id from audit_entries where request_id = ${text}
    union all select id from audit_entries where target_id = ${text}
    union all select id from audit_entries where user_id in (${people})
    union all select id from audit_entries where actor_id in (${people})
    union all select id from audit_entries
      where jsonb_to_tsvector('simple', details, '["string", "numeric", "key"]') @@ plainto_tsquery('simple', ${text}))`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
