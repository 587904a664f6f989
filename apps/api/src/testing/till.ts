import { parseMoney } from '@sky/money';
import type { CaptureResultDto, CheckoutDto, PaymentDto } from '../billing/payments/payment.dto';
import type { Person } from './make';
import type { TestApp } from './test-app';

/** What a refusal looks like on the wire. */
export interface Refusal {
  error: { code: string; message: string; details?: { field: string; message: string }[] };
}

export const usd = (text: string): bigint => parseMoney(text, 'USD', { sign: 'signed' });

type Headers = Record<string, string>;

/** Buying credit by the front door, and what a customer, the ledger and PayPal show of it. */
export function tillOf(sky: TestApp) {
  const checkout = (person: Person, amount: unknown, headers: Headers = {}) =>
    person.browser.post<CheckoutDto & Refusal>('/api/billing/add-credits', { amount }, headers);

  const capture = (person: Person, orderId: string) =>
    person.browser.post<CaptureResultDto & Refusal>('/api/billing/capture-paypal-payment', { orderId });

  const paymentOf = async (person: Person, id: number) =>
    (await person.browser.get<PaymentDto & Refusal>(`/api/billing/payments/${id}`)).body;

  const ordered = async (person: Person, amount = '25.00') => {
    const { status, body } = await checkout(person, amount);
    expect(status).toBe(201);
    return { ...body, approveUrl: body.approveUrl ?? '' };
  };

  const captureIdOf = (orderId: string) => sky.sandbox.paypal.captures().find(row => row.orderId === orderId)?.id ?? '';

  /** A payment that is captured and credited. */
  const paid = async (person: Person, amount = '25.00') => {
    const made = await ordered(person, amount);
    await sky.sandbox.paypal.approve(made.orderId);
    await capture(person, made.orderId);
    await sky.sandbox.paypal.deliveriesSettled();
    await sky.runDueJobs('billing.process-webhook', 'billing.take-back');
    return { ...made, captureId: captureIdOf(made.orderId) };
  };

  /** Moves business time until payments and refunds are due, and asks PayPal about what is. */
  const sweep = async (hours = 0.05) => {
    await sky.advance(hours);
    await sky.runDueJobs('billing.settle-payment', 'billing.send-refund', 'billing.take-back');
  };

  /** Works off what PayPal told. */
  const hear = async () => {
    await sky.sandbox.paypal.deliveriesSettled();
    await sky.runDueJobs('billing.process-webhook', 'billing.send-refund', 'billing.take-back');
  };

  const captureCalls = (orderId: string) =>
    sky.sandbox.journal.entries({ service: 'paypal', method: 'POST', path: `/v2/checkout/orders/${orderId}/capture` });

  /** What makes the request ids of a payment unlike those of any other that ever had its number. */
  const requestKeyOf = async (paymentId: number) => {
    const [row] = await sky.em.execute<{ key: string }[]>('select request_key as key from payments where id = ?', [paymentId]);
    return row?.key ?? '';
  };

  const purchasesOf = ({ user }: Person) =>
    sky.em.execute<{ reference: string; amount: string }[]>(
      `select t.reference, p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.user_id = ? and t.type = 'credit_purchase'`,
      [user.id],
    );

  /** Every movement of a customer's credit, as `type cents`. */
  const movementsOf = async ({ user }: Person) =>
    (
      await sky.em.execute<{ type: string; amount: string }[]>(
        `select t.type, p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
         where t.user_id = ? order by t.id`,
        [user.id],
      )
    ).map(({ type, amount }) => `${type} ${BigInt(amount) / 10_000n}`);

  /** What the accounts of the house hold because of one customer, in cents. */
  const houseOf = async ({ user }: Person) =>
    Object.fromEntries(
      (
        await sky.em.execute<{ kind: string; cents: string }[]>(
          `select a.kind, sum(p.amount) / 10000 as cents from ledger_postings p join ledger_accounts a on a.id = p.account_id
           join ledger_transactions t on t.id = p.transaction_id
           where t.user_id = ? and a.user_id is null group by a.kind having sum(p.amount) <> 0`,
          [user.id],
        )
      ).map(({ kind, cents }) => [kind, Number(cents)]),
    );

  const expectCreditedOnce = async (person: Person, orderId: string, amount = '25.00') => {
    const order = sky.sandbox.paypal.orders().find(({ id }) => id === orderId);
    expect(await purchasesOf(person)).toEqual([{ reference: `paypal-capture:${order?.captureId}`, amount: String(usd(amount)) }]);
    expect(await sky.make.balanceOf(person)).toBe(usd(amount));
  };

  return {
    checkout,
    capture,
    paymentOf,
    ordered,
    captureIdOf,
    paid,
    sweep,
    hear,
    captureCalls,
    purchasesOf,
    requestKeyOf,
    movementsOf,
    houseOf,
    expectCreditedOnce,
  };
}
