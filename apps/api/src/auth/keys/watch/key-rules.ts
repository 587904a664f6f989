import type { FindingKind } from './finding';

/** A key is expected to be tried from several places while it is new. */
const SETTLED_AFTER = '1 day';
const SUDDEN_FACTOR = 10;
const SUDDEN_AT_LEAST = 500;
const REFUSALS_AN_HOUR = 50;

/**
 * Each rule finds what it looks for in all keys at once, as rows of key, subject and figures. Findings are unique by key, kind
 * and subject, so a rule may find the same again.
 */
export const KEY_RULES: Readonly<Record<FindingKind, string>> = {
  'key-new-network': `
    select n.key_id, n.network::text as subject, jsonb_build_object('network', n.network::text) as figures
    from api_key_networks n join api_keys k on k.id = n.key_id
    where n.judged_at is null and k.revoked_at is null and n.first_seen_at > k.created_at + interval '${SETTLED_AFTER}'`,

  'key-sudden-volume': `
    select u.key_id, (now() at time zone 'UTC')::date::text as subject,
      jsonb_build_object('today', u.today, 'usual', round(u.usual, 1)) as figures
    from (
      select t.key_id, sum(t.requests) as today,
        coalesce((select sum(p.requests) / 7.0 from api_key_use p
          where p.key_id = t.key_id and p.day >= t.day - 7 and p.day < t.day), 0) as usual
      from api_key_use t where t.day = (now() at time zone 'UTC')::date
      group by t.key_id, t.day having sum(t.requests) > ${SUDDEN_AT_LEAST}
    ) u join api_keys k on k.id = u.key_id
    where k.revoked_at is null and u.today > ${SUDDEN_FACTOR} * u.usual and k.created_at < now() - interval '${SETTLED_AFTER}'`,

  'key-many-refusals': `
    select r.key_id, to_char(date_trunc('hour', now() at time zone 'UTC'), 'YYYY-MM-DD"T"HH24') as subject,
      jsonb_build_object('refusals', sum(r.refusals)) as figures
    from api_key_refusals r join api_keys k on k.id = r.key_id
    where r.slot > now() - interval '1 hour' and k.revoked_at is null
    group by r.key_id having sum(r.refusals) > ${REFUSALS_AN_HOUR}`,
};

/** New networks have been looked at once; those of a young key count as known from now on. */
export const JUDGE_NETWORKS = 'update api_key_networks set judged_at = now() where judged_at is null';
