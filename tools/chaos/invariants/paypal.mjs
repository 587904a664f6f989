// I4: what PayPal took and gave back, by its own books, is what customers were credited and had taken back.
const MICRO_PER_HUNDREDTH = 10_000n;

const hundredths = ({ value }) => BigInt(value.replace('.', ''));

/** What of each order PayPal has, in micro-units, by its own rows. */
function heldByPayPal({ paypal }) {
  const held = new Map();
  const of = orderId => held.get(orderId) ?? held.set(orderId, { captured: 0n, back: 0n }).get(orderId);
  const orderOf = new Map();
  for (const { id, orderId, status, amount } of paypal.captures()) {
    orderOf.set(id, orderId);
    if (status !== 'PENDING' && status !== 'DECLINED') of(orderId).captured += hundredths(amount) * MICRO_PER_HUNDREDTH;
  }
  for (const { captureId, amount } of paypal.refunds())
    of(orderOf.get(captureId)).back += hundredths(amount) * MICRO_PER_HUNDREDTH;
  return held;
}

/** The full outer join of PayPal's rows and the ledger's, for the payments of these people. */
export async function paypalProblems({ database, sandbox }, userIds) {
  const held = heldByPayPal(sandbox);
  const rows = await database.query(
    `select p.id, p.order_id, p.state,
       (select coalesce(sum(l.amount), 0) from ledger_transactions t join ledger_postings l on l.transaction_id = t.id and l.line = 1
        where t.id = p.transaction_id)::text as credited,
       (select count(*)::int from ledger_transactions t where t.type = 'credit_purchase' and t.reference = 'paypal-capture:' || p.capture_id) as times,
       (select coalesce(-sum(l.amount), 0) from ledger_transactions t join ledger_postings l on l.transaction_id = t.id and l.line = 1
        where t.reverses_id = p.transaction_id)::text as back
     from payments p where p.user_id = any($1)`,
    [userIds],
  );
  const found = [];
  for (const row of rows) {
    const { captured, back } = held.get(row.order_id) ?? { captured: 0n, back: 0n };
    if (captured !== BigInt(row.credited) || (captured > 0n && row.times !== 1))
      found.push(
        `I4 payment ${row.id} (${row.state}): PayPal captured ${captured}, credited were ${row.credited} in ${row.times} transactions`,
      );
    if (back !== BigInt(row.back)) found.push(`I4 payment ${row.id}: PayPal gave back ${back}, taken back were ${row.back}`);
  }
  const [{ purchases }] = await database.query(
    `select count(*)::int as purchases from ledger_transactions t where t.type = 'credit_purchase' and t.user_id = any($1)
       and not exists (select 1 from payments p where p.transaction_id = t.id)`,
    [userIds],
  );
  if (purchases > 0) found.push(`I4 ${purchases} purchases are credited that no payment stands for`);
  const known = new Set(
    (await database.query('select order_id from payments where order_id is not null')).map(row => row.order_id),
  );
  const listed = await listedForStaff(database, sandbox);
  for (const [orderId, { captured }] of held)
    if (captured > 0n && !known.has(orderId) && !listed.has(orderId))
      found.push(`I4 PayPal captured order ${orderId}, which no payment here has, and no list of differences`);
  return found;
}

/** Orders whose captures the settlement check put before staff: what a lost database knew, nobody can book by themselves. */
async function listedForStaff(database, { paypal }) {
  const rows = await database.query(
    `select gateway_id from settlement_differences where kind = 'missing_here' and subject = 'capture' and resolved_at is null`,
  );
  const listed = new Set(rows.map(row => row.gateway_id));
  return new Set(
    paypal
      .captures()
      .filter(({ id }) => listed.has(id))
      .map(({ orderId }) => orderId),
  );
}
