// I5, I10, I14: each hour of each server once, each period of the schedule once, and servers here as at VirtFusion.

/** Hours that should have been charged and were not, or the other way round. */
const HOURS = `
  with wanted as (
    select m.server_id, h as hour from usage_meters m cross join lateral generate_series(m.started_at, coalesce(m.ended_at, m.charged_until) - interval '1 microsecond', interval '1 hour') h
    where m.user_id = any($1)
  ), charged as (select server_id, hour_starts_at as hour from usage_charges where server_id in (select server_id from usage_meters where user_id = any($1)))
  select 'server ' || coalesce(w.server_id, c.server_id) || ' hour ' || coalesce(w.hour, c.hour) || case when c.hour is null then ' was not charged' else ' was charged and does not exist' end as what
  from wanted w full join charged c on c.server_id = w.server_id and c.hour = w.hour where w.hour is null or c.hour is null limit 5`;

const LATE = `
  select 'server ' || server_id || ' is charged until ' || charged_until || ' only' as what from usage_meters
  where user_id = any($1) and ended_at is null and charged_until <= now() + make_interval(secs => (select coalesce(max(offset_ms), 0) / 1000.0 from test_clock)) - interval '5 minutes' limit 5`;

const SUMS = `
  select 'transaction ' || t.id || ' takes ' || -l.amount || ', its hours are ' || coalesce(sum(c.amount), 0) as what
  from ledger_transactions t join ledger_postings l on l.transaction_id = t.id and l.line = 1 left join usage_charges c on c.transaction_id = t.id
  where t.type = 'usage' and t.user_id = any($1) and l.amount < 0 group by t.id, l.amount having -l.amount <> coalesce(sum(c.amount), 0) limit 5`;

const PERIODS = `
  select 'period ' || job || ' ' || scheduled_for || ' ran ' || count(*) || ' times' as what from billing_runs where scheduled_for is not null
    group by job, scheduled_for having count(*) > 1
  union all
  select 'transaction ' || t.id || ' is part of ' || count(*) || ' runs' from ledger_transactions t join billing_runs r on r.transactions @> t.id
    where t.type = 'usage' and t.user_id = any($1) group by t.id having count(*) > 1 limit 5`;

const FAILED = `
  select 'server ' || s.id || ' failed; its hours were ' || c.amount || ', given back were ' || coalesce(b.amount, 0) as what
  from servers s cross join lateral (select coalesce(sum(amount), 0) as amount from usage_charges where server_id = s.id) c
    left join lateral (select l.amount from ledger_transactions t join ledger_postings l on l.transaction_id = t.id and l.line = 1
      where t.reference = 'server-refund:' || s.id) b on true
  where s.user_id = any($1) and s.failure_reason is not null and c.amount <> coalesce(b.amount, 0) limit 5`;

const problems = async (database, id, text, userIds) =>
  (await database.query(text, text.includes('$1') ? [userIds] : [])).map(({ what }) => `${id} ${what}`);

export async function usageProblems({ database, sandbox }, userIds) {
  const found = [
    ...(await problems(database, 'I5', HOURS, userIds)),
    ...(await problems(database, 'I5', LATE, userIds)),
    ...(await problems(database, 'I5', SUMS, userIds)),
    ...(await problems(database, 'I10', PERIODS, userIds)),
    ...(await problems(database, 'I14', FAILED, userIds)),
  ];
  return [...found, ...(await serverProblems({ database, sandbox }, userIds))];
}

/** I14: VirtFusion has exactly the servers that are billed here; what it has been told to delete does not count. */
async function serverProblems({ database, sandbox }, userIds) {
  const owners = new Map(sandbox.virtfusion.users().map(({ id, extRelationId }) => [id, extRelationId]));
  const there = new Set(
    sandbox.virtfusion
      .servers()
      .filter(({ ownerId, deleteAt }) => deleteAt === null && userIds.includes(owners.get(ownerId)))
      .map(({ id }) => id),
  );
  const rows = await database.query(
    'select s.id, s.upstream_id, s.failure_reason, m.ended_at from servers s left join usage_meters m on m.server_id = s.id where s.user_id = any($1) and s.deleted_at is null',
    [userIds],
  );
  const billed = rows.filter(row => row.failure_reason === null);
  const found = billed
    .filter(({ upstream_id: id }) => !there.has(id))
    .map(({ id, upstream_id: upstream }) => `I14 server ${id} is billed; VirtFusion has no server ${upstream}`);
  const known = new Set(billed.map(({ upstream_id: id }) => id));
  for (const id of there) if (!known.has(id)) found.push(`I14 VirtFusion has server ${id}, which nobody pays for`);
  if (known.size !== billed.length) found.push('I14 two servers here are the same at VirtFusion');
  return found;
}
