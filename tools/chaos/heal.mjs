// After the faults: everything is well again, people repeat what they got no answer to, and time passes until nothing is open.
import { setTimeout as pause } from 'node:timers/promises';
import { approve } from './acts.mjs';
import { reconcile } from './reconcile.mjs';

const LONGEST_MS = 45_000;
/** PayPal lists transactions some hours late. */
const HOURS_UNTIL_LISTED = 8;
/** Business time of one look; a little at first, because most questions are asked again within minutes. */
const STEPS = [0.02, 0.1, 0.3, 1, 3];

/** Waits until nothing is open any more. Returns what is still open when patience ends; empty when all is settled. */
export async function heal(world, entries) {
  const { sandbox, replicas, post } = world;
  sandbox.faults.clear();
  world.links.heal();
  await replicas.heal();
  await world.synchronise();
  await hurry(world);
  await Promise.all(entries.map(entry => finish(world, entry)));
  await post.release();
  await settlePending(world);
  if (world.wasPostLost) await settleBooks(world);
  const deadline = Date.now() + LONGEST_MS;
  for (let look = 0; ; look++) {
    await settlePending(world);
    await world.advance(STEPS[Math.min(look, STEPS.length - 1)]);
    await hurry(world);
    const open = await untilIdle(world);
    if (Date.now() > deadline) return open;
    if (open.length > 0) continue;
    if (!world.wasRestored) return open;
    await reconcile(world, untilIdle);
    world.wasRestored = false;
  }
}

/** What somebody got no answer to is sent again, with the same key; an order that is there by now is paid. */
async function finish(world, entry) {
  const wasAnswered = entry.success !== undefined;
  if (!entry.isFinal) await entry.person.repeat(entry, 12);
  if (entry.kind === 'checkout' && !wasAnswered && entry.success) await approve(world, entry.success.body.orderId);
}

/** What no news ever told is found by comparing with PayPal's list of transactions, once that shows them. */
async function settleBooks(world) {
  await world.advance(HOURS_UNTIL_LISTED);
  await untilIdle(world);
  for (let tries = 0; tries < 5; tries++) {
    const { status } = await world.staff.post('/api/admin/settlement/checks', { days: 4 });
    if (status !== null && status < 300) break;
    await untilIdle(world);
  }
  world.wasPostLost = false;
}

/** PayPal decides about captures that it held back. */
async function settlePending({ sandbox: { paypal } }) {
  for (const { id, status } of paypal.captures())
    if (status === 'PENDING') await paypal.settleCapture(id, 'COMPLETED').catch(() => undefined);
}

/** Looks often for a short while; returns the open things of the last look. */
async function untilIdle(world) {
  let open = [];
  for (let looks = 0; looks < 12; looks++) {
    open = await openThings(world);
    if (open.length === 0) return open;
    if (looks % 4 === 3) await hurry(world);
    await pause(120);
  }
  return open;
}

/** Everything that is under way, in words. */
async function openThings({ database }) {
  const rows = await database.query(`
    select 'job ' || name || ' ' || state || ' ' || coalesce(output->>'message', '') as what from jobs.job where state in ('created', 'retry', 'active')
      and name not in ('mail.send')
    union all select 'payment ' || id || ' ' || state || ' ' || coalesce(last_error, '') from payments where state in ('approved', 'capturing', 'unknown', 'pending')
    union all select 'refund ' || id || ' ' || state || ' ' || coalesce(last_error, '') from refunds where state in ('requested', 'sent', 'pending', 'unknown')
    union all select 'webhook ' || id || ' ' || state from webhook_events where state = 'received'
    union all select 'server ' || id || ' ' || step || ' ' || coalesce(last_error, '') from servers where step <> 'done'
    union all select 'hours of server ' || server_id from usage_meters where ended_at is null and paused_at is null
      and charged_until <= now() + make_interval(secs => (select coalesce(max(offset_ms), 0) / 1000.0 from test_clock)) - interval '5 minutes'
    union all select 'settlement ' || id from settlement_checks where state = 'running'
    union all select 'comparison ' || id from reconciliation_runs where finished_at is null
    union all select 'mirror ' || id || ' ' || state || ' ' || coalesce(remark, '') from mirror_pushes where state in ('intended', 'unknown')
    limit 20`);
  return rows.map(({ what }) => what);
}

/**
 * Lets real time pass that nobody wants to wait for: leases of processes that died run out, pauses between tries end. A process
 * that still works may lose a lease by it, as it would when it is slow.
 */
async function hurry({ database, replicas }) {
  const cutoff = `'${new Date(replicas.lastDeath).toISOString()}'`;
  for (const text of [
    `update payments set claimed_until = now() where claimed_until > now() and updated_at < ${cutoff}`,
    `update idempotent_requests set created_at = created_at - interval '2 minutes' where state = 'running' and created_at < ${cutoff}`,
    `update billing_runs set leased_until = now() - interval '1 second' where state = 'running' and created_at < now() and leased_until > now() and leased_until < ${cutoff}::timestamptz + interval '60 seconds'`,
    `update servers set attempted_at = attempted_at - interval '20 seconds' where step = 'create' and attempted_at > now() - interval '20 seconds' and attempted_at < ${cutoff}`,
    `update jobs.job set state = 'retry', start_after = now() where state = 'active' and started_on < ${cutoff}`,
    `update jobs.job set start_after = now() where state in ('created', 'retry') and start_after > now()`,
    `select pg_notify('pgboss_' || left(encode(sha224('jobs'::bytea), 'hex'), 24), name) from (select distinct name from jobs.job where state in ('created', 'retry')) waiting`,
  ])
    await database.query(text);
}
