// Rows of every kind that routes are about and that no front door of the product makes quickly enough for a test.
import { createHash } from 'node:crypto';
import type { Person, TestApp } from '../testing';

/** As many things of a kind as callers may delete. */
export const SPARES = 6;
/** The package that everything of the contract's world is about. */
export const PACKAGE_ID = 1;

/** A visit and a shared look at the console of a server; they carry its number, as every parameter of their paths does. */
export async function makeConsoleThings(test: TestApp, userId: number, serverId: number): Promise<void> {
  await test.em.execute(
    `insert into console_sessions (id, server_id, user_id, session_id, as_staff, view_only, state, seen_at, opened_at)
     select ?, ?, ?, min(id), false, false, 'open', now(), now() from sessions where user_id = ?`,
    [serverId, serverId, userId, userId],
  );
  const links = [`contract-share-${serverId}`, `spare-share-${serverId}`].map(token =>
    createHash('sha256').update(token).digest('base64url'),
  );
  await test.em.execute(
    `insert into console_shares (id, server_id, created_by, token_hash, ends_at) values
     (? + 1000, ?, ?, ?, now() + interval '1 day'), (?, ?, ?, ?, now() + interval '1 day')`,
    [serverId, serverId, userId, links[0], serverId, serverId, userId, links[1]],
  );
}

/** Public keys, and a right to use the server, which carries its number; whose right it is does not matter to any route. */
export async function makeServerThings(test: TestApp, userId: number, serverId: number): Promise<void> {
  await test.em.execute(
    `insert into ssh_keys (user_id, name, kind, public_key, fingerprint)
     select ?, 'Key ' || n, 'ssh-ed25519', 'ssh-ed25519 AAAA' || n, 'SHA256:' || n from generate_series(1, ?) n`,
    [userId, SPARES],
  );
  await test.em.execute(
    `insert into server_grants (id, server_id, user_id, granted_by, may_power, may_console, ends_at)
     values (?, ?, ?, ?, true, false, now() + interval '1 day')`,
    [serverId, serverId, userId, userId],
  );
}

/** What only staff look at. */
export async function makeStaffThings(test: TestApp, { user }: Person): Promise<void> {
  for (let spare = 0; spare < SPARES; spare++) {
    await test.em.execute(`insert into blocked_addresses (network, reason, created_by) values (?, 'Scans', ?)`, [
      `203.0.113.${spare}/32`,
      user.id,
    ]);
    await test.em.execute(
      `insert into security_events (kind, severity, subject, details) values ('many-refusals', 'warning', ?, '{}')`,
      [`address:198.51.100.${spare}`],
    );
    await test.em.execute(
      `insert into virtfusion_surprises (operation, kind, fingerprint, status, fields, times) values ('GET /packages', 'shape', ?, 200, '[]', 1)`,
      [`spare-${spare}`],
    );
    await test.em.execute(
      `insert into server_orphans (upstream_id, name, owner_upstream_id, hypervisor_id, is_suspended, created_at) values (?, 'spare', 1, 1, false, now())`,
      [900_000 + spare],
    );
    await test.em.execute(
      `insert into tax_rates (country, customer_kind, mode, rate_basis_points, name, valid_from) values (?, 'consumer', 'exclusive', 1900, 'VAT', now())`,
      [`A${'ABCDEF'[spare]}`],
    );
    await test.em.execute(
      `insert into billing_runs (kind, job, state, up_to, plan_hash, created_at) values ('staff', 'charge-usage', 'planned', now(), 'none', now())`,
    );
    await test.em.execute(
      `insert into price_changes (package_id, effective_at, reason, state, servers, created_at) values (?, now() + interval '1 year', 'Power', 'scheduled', 0, now())`,
      [PACKAGE_ID],
    );
  }
}

/** What staff did to credit, and what the books say about one another. */
export async function makeBookThings(test: TestApp, owner: Person, { user: staff }: Person): Promise<void> {
  const { em } = test;
  await em.execute(`insert into reconciliation_runs (started_at, finished_at) values (now(), now())`);
  await em.execute(
    `insert into mirror_accounts (account_id, user_id, mirrored_sequence, state, next_try_at, updated_at)
     select id, user_id, last_sequence, 'following', now(), now() from ledger_accounts where user_id = ? on conflict do nothing`,
    [owner.user.id],
  );
  await em.execute(
    `insert into mirror_pushes (account_id, first_sequence, last_sequence, kind, hundredths, state, created_at)
     select account_id, 1, 1, 'booking', 100, 'review', now() from mirror_accounts where user_id = ?`,
    [owner.user.id],
  );
  for (let spare = 0; spare < SPARES; spare++) {
    await em.execute(
      `insert into reconciliation_findings (run_id, book, subject, currency, cause, suggestion, state)
       select max(id), 'ledger', ?, 'USD', 'A test', 'look', 'open' from reconciliation_runs`,
      [`spare:${spare}`],
    );
    await em.execute(
      `insert into staff_credits (kind, user_id, amount, currency, reason, state, asked_by, asked_at, needs_second_person)
       values ('addition', ?, 200000000, 'USD', 'A test', 'awaiting', ?, now(), true)`,
      [owner.user.id, staff.id],
    );
    await em.execute(
      `insert into promo_codes (code, kind, amount, currency, most_per_user, valid_from, is_enabled, created_at)
       values (?, 'amount', 1000000, 'USD', 1, now(), true, now())`,
      [`SPARE-${spare}`],
    );
    await em.execute(
      `insert into staff_credits (kind, user_id, amount, currency, reason, state, asked_by, asked_at, needs_second_person, transaction_id)
       select 'adjustment', t.user_id, 1, 'USD', 'A test', 'posted', ?, now(), false, t.id
       from ledger_transactions t where t.user_id = ? and t.type = 'adjustment' limit 1`,
      [staff.id, owner.user.id],
    );
  }
}

/** A refund that waits for a person, a case, a delivery of no use and a difference, of a transfer of the owner's. */
export async function makeMoneyThings(test: TestApp, { user }: Person): Promise<void> {
  const [transfer] = await test.em.execute<{ id: number }[]>(
    `insert into payments (user_id, gateway, amount, credit, currency, state, order_id, created_at, updated_at)
     values (?, 'bank_transfer', 10000000, 10000000, 'USD', 'created', ?, now(), now()) returning id`,
    [user.id, `SKY-${user.id}`],
  );
  await test.em.execute(
    `insert into disputes (payment_id, gateway_dispute_id, state, amount, currency, opened_at, updated_at)
     values (?, ?, 'open', 10000000, 'USD', now(), now())`,
    [transfer?.id, `PP-D-${user.id}`],
  );
  const [check] = await test.em.execute<{ id: number }[]>(
    `insert into settlement_checks (starts_at, ends_at, state, created_at) values (now() - interval '1 day', now(), 'done', now()) returning id`,
  );
  for (let spare = 0; spare < SPARES; spare++) {
    await test.em.execute(
      `insert into refunds (payment_id, amount, currency, reason, origin, state, created_at, updated_at)
       values (?, 1000000, 'USD', 'Wrong plan', 'staff', 'pending', now(), now())`,
      [transfer?.id],
    );
    await test.em.execute(
      `insert into webhook_events (provider, event_id, event_type, headers, body, state, received_at)
       values ('paypal', ?, 'OF.NO.USE', '{}', '{}', 'kept', now())`,
      [`WH-${user.id}-${spare}`],
    );
    await test.em.execute(
      `insert into settlement_differences (check_id, kind, subject, gateway_id, currency, found_at, seen_at)
       values (?, 'missing_here', 'capture', ?, 'USD', now(), now())`,
      [check?.id, `WORLD-${user.id}-${spare}`],
    );
  }
}
