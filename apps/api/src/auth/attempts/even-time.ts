/** Takes at least so long, also when the work fails: the time of an answer then says nothing about which way the work went. */
export async function takesAtLeast<Result>(milliseconds: number, work: () => Promise<Result>): Promise<Result> {
  const even = new Promise(resolve => setTimeout(resolve, milliseconds));
  try {
    return await work();
  } finally {
    await even;
  }
}
