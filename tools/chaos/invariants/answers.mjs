// I11, I12: whatever was answered with 2xx is in the database, and one key has one answer and one effect.
const STORED = {
  checkout: {
    id: body => body.paymentId,
    rows: 'select id from payments where user_id = $1 and idempotency_key = $2',
  },
  credit: { id: body => body.id, rows: `select id from staff_credits where asked_by = $1 and idempotency_key = $2` },
  order: { id: body => body.id, rows: 'select id from servers where user_id = $1 and idempotency_key = $2' },
  refund: { id: body => body.id },
  promo: { id: body => body.redemptionId },
  code: { id: body => body.id },
};
const TABLES = { refund: 'refunds', promo: 'promo_redemptions', code: 'promo_codes' };

export async function answerProblems(world, entries) {
  const found = [];
  for (const entry of entries) found.push(...(await problemsOf(world, entry)));
  return [...found, ...(await refundsWithoutRequest(world, entries)), ...(await codesOverdrawn(world))];
}

async function problemsOf({ database }, { kind, key, userId, answers, path, isFinal, isLost }) {
  // What was answered after a backup that had to be restored is gone; PayPal's and VirtFusion's side of it is not.
  if (isLost) return [];
  if (!isFinal) return [`I12 ${path} with key ${key} never got an answer: ${JSON.stringify(answers.at(-1))}`];
  const { id, rows } = STORED[kind];
  const given = new Set(answers.filter(({ status }) => status !== null && status < 300).map(({ body }) => id(body)));
  if (given.size > 1) return [`I12 ${path} with key ${key} was answered as ${[...given].join(' and ')}`];
  const stored = rows
    ? await database.query(rows, [userId, key])
    : await database.query(`select id from ${TABLES[kind]} where id = any($1)`, [[...given]]);
  if (stored.length > 1) return [`I12 ${path} with key ${key} had ${stored.length} effects`];
  if (given.size === 1 && Number(stored[0]?.id) !== [...given][0])
    return [`I11 ${path} was answered with ${[...given][0]}, which is not there`];
  return [];
}

/** Refunds carry no key of their own: there may not be more of them than somebody asked for. */
async function refundsWithoutRequest({ database, sandbox: { paypal }, refundsAtPayPal }, entries) {
  const asked = new Map();
  for (const { kind, path } of entries) if (kind === 'refund') asked.set(path, (asked.get(path) ?? 0) + 1);
  const found = [];
  for (const [path, times] of asked) {
    const paymentId = Number(path.split('/')[4]);
    const [{ count }] = await database.query(
      `select count(*)::int as count from refunds where payment_id = $1 and origin = 'staff'`,
      [paymentId],
    );
    if (count > times) found.push(`I12 payment ${paymentId} has ${count} refunds, asked for were ${times}`);
    const [payment] = await database.query('select capture_id from payments where id = $1', [paymentId]);
    const made = paypal.refunds().filter(({ captureId, isReversal }) => captureId === payment?.capture_id && !isReversal).length;
    const most = times + (refundsAtPayPal.get(payment?.capture_id) ?? 0);
    if (made > most) found.push(`I12 PayPal gave money of payment ${paymentId} back ${made} times, asked for were ${most}`);
  }
  return found;
}

async function codesOverdrawn({ database }) {
  const rows = await database.query(
    `select c.code, count(*)::int as times from promo_codes c join promo_redemptions r on r.promo_code_id = c.id
     group by c.id having count(*) > c.most_redemptions or count(*) <> c.redemptions or count(*) > count(distinct r.user_id) * c.most_per_user limit 5`,
  );
  return rows.map(
    ({ code, times }) => `I12 the code ${code} was redeemed ${times} times, which is more than it allows or than is counted`,
  );
}
