// I6: VirtFusion's credit is what was booked there by us; where nobody can tell, it waits for staff, and is counted.

/** What is broken, and how many accounts wait for staff. */
export async function mirrorProblems({ database, sandbox }, userIds) {
  const rows = await database.query(
    `select m.user_id, m.state, m.mirrored_hundredths::text as mirrored from mirror_accounts m where m.user_id = any($1)`,
    [userIds],
  );
  const booked = bookedAt(sandbox.virtfusion);
  const found = [];
  for (const { user_id: userId, state, mirrored } of rows) {
    const there = booked.get(userId) ?? 0n;
    if (state === 'following' && there !== BigInt(mirrored))
      found.push(`I6 user ${userId}: VirtFusion holds ${there} hundredths of tokens, booked were ${mirrored}`);
  }
  return { found, waiting: rows.filter(({ state }) => state === 'review').length };
}

/** Hundredths of tokens by customer, from VirtFusion's own rows. */
function bookedAt(virtfusion) {
  const owners = new Map(virtfusion.users().map(({ id, extRelationId }) => [id, extRelationId]));
  const booked = new Map();
  for (const { userId, tokens } of virtfusion.credits()) {
    const customer = owners.get(userId);
    booked.set(customer, (booked.get(customer) ?? 0n) + BigInt(Math.round(tokens * 100)));
  }
  return booked;
}
