// What staff do after a loss: compare the three books, and carry out what the product suggests.
const PATH = '/api/admin/billing/reconciliation';

/** A machine that is busy may keep an answer back; staff then compare once more. */
const MOST_COMPARISONS = 4;

/** Compares and corrects what VirtFusion shows, until there is nothing to correct; `untilIdle` waits for the work that follows. */
export async function reconcile(world, untilIdle) {
  for (let turn = 0; turn < MOST_COMPARISONS; turn++) {
    const wanted = await compare(world, untilIdle);
    if (wanted?.length === 0) return;
    for (const { id } of wanted ?? []) await world.staff.post(`${PATH}/findings/${id}/apply`);
    await untilIdle(world);
  }
}

/** The differences that a booking would put right; null when the comparison could not be had. */
async function compare(world, untilIdle) {
  const { staff } = world;
  const { status } = await staff.post(PATH);
  if (status !== 202) return null;
  await untilIdle(world);
  const { body: state } = await staff.get(PATH);
  const { body: found } = await staff.get(`${PATH}/${state?.latest?.id}/findings?limit=100`);
  return found?.data?.filter(finding => finding.suggestion === 'correct_mirror' && finding.state === 'open') ?? null;
}
