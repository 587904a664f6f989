import { testApp, type Person } from '../../testing';
import type { PromoCodeDto, PromoCreditListDto, RedeemedPromoCodeDto } from './promo-code.dto';

interface Refusal {
  error: { code: string; details?: { field: string }[] };
}

describe('promo codes', () => {
  const sky = testApp();
  let admin: Person;
  let count = 0;
  beforeAll(async () => {
    admin = await sky.make.admin();
    await sky.make.catalogue();
  });

  const made = async (terms: object = {}) => {
    count += 1;
    const { status, body } = await admin.browser.post<PromoCodeDto & Refusal>('/api/admin/promo-codes', {
      code: `welcome-${count}`,
      kind: 'amount',
      amount: '10.00',
      mostPerUser: 1,
      ...terms,
    });
    expect(status).toBe(201);
    return body;
  };
  const redeem = (who: Person, code: string) =>
    who.browser.post<RedeemedPromoCodeDto & Refusal>('/api/billing/promo-codes/redeem', { code });
  const creditOf = async (who: Person) => (await who.browser.get<PromoCreditListDto>('/api/billing/promo-credit')).body;
  const topUp = async (who: Person, amount: string) => {
    const { body } = await who.browser.post<{ orderId: string }>('/api/billing/add-credits', { amount });
    await sky.sandbox.paypal.approve(body.orderId);
    await who.browser.post('/api/billing/capture-paypal-payment', { orderId: body.orderId });
    await sky.runDueJobs('billing.top-up-changed');
    return body.orderId;
  };

  it('give their credit at once, in either case of letters, and say what is left of it', async () => {
    const ada = await sky.make.customer();
    const { code } = await made({ creditLastsDays: 30 });
    expect(code).toBe(code.toUpperCase());
    const { body } = await redeem(ada, code.toLowerCase());
    expect(body).toMatchObject({ state: 'granted', granted: '10.00', currency: 'USD' });
    expect(await sky.make.balanceOf(ada)).toBe(10_000_000n);
    expect(await creditOf(ada)).toMatchObject({ left: '10.00', data: [{ code, left: '10.00', granted: '10.00' }] });
  });

  it('are redeemed once for a key, also when the process died before it could answer', async () => {
    const ada = await sky.make.customer();
    const [{ code }, other] = [await made({ mostPerUser: 2 }), await made()];
    const again = (text: string) =>
      ada.browser.post<RedeemedPromoCodeDto & Refusal>(
        '/api/billing/promo-codes/redeem',
        { code: text },
        { 'idempotency-key': 'promo-key' },
      );
    const first = await again(code);
    // What the process would have remembered went with it.
    await sky.em.execute('delete from idempotent_requests');
    expect((await again(code)).body).toEqual(first.body);
    expect(await sky.make.balanceOf(ada)).toBe(10_000_000n);
    await sky.em.execute('delete from idempotent_requests');
    const refused = await again(other.code);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it('are redeemed no more often than they allow, however many try at once', async () => {
    const { code } = await made({ mostRedemptions: 3 });
    const people = [];
    for (let index = 0; index < 10; index += 1) people.push(await sky.make.customer());
    const answers = await Promise.all(people.map(person => redeem(person, code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(7);
    const [given] = await sky.em.execute<{ total: string }[]>(
      `select sum(p.amount)::text as total from ledger_postings p join ledger_transactions t on t.id = p.transaction_id
       where p.line = 1 and t.description like ?`,
      [`%(${code})`],
    );
    expect(given?.total).toBe('30000000');
  });

  it('are redeemed once by a person who tries it many times at once', async () => {
    const ada = await sky.make.customer();
    const { code } = await made();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => redeem(ada, code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await sky.make.balanceOf(ada)).toBe(10_000_000n);
  });

  it.each<[string, object, string]>([
    ['that are off', { off: true }, 'promo_code_not_valid'],
    ['that begin later', { validFrom: '2199-01-01' }, 'promo_code_not_valid'],
    ['that nobody made', { unknown: true }, 'promo_code_not_valid'],
  ])('%s are refused', async (_, { off, unknown, ...terms }: { off?: boolean; unknown?: boolean }, expected) => {
    const ada = await sky.make.customer();
    const { id, code } = await made(terms);
    if (off) await admin.browser.patch(`/api/admin/promo-codes/${id}`, { enabled: false });
    const answer = await redeem(ada, unknown ? 'NO-SUCH-CODE' : code);
    expect([answer.status, answer.body.error.code]).toEqual([422, expected]);
    expect(await sky.make.balanceOf(ada)).toBe(0n);
  });

  it('of a percentage wait for the first top-up and give their part of it, up to their most', async () => {
    const [ada, ben] = [await sky.make.customer(), await sky.make.customer()];
    const { code } = await made({
      kind: 'percent_of_first_top_up',
      amount: undefined,
      percentBasisPoints: 2_000,
      mostCredit: '8.00',
    });
    expect((await redeem(ada, code)).body).toMatchObject({ state: 'waiting', granted: '0.00', percentBasisPoints: 2_000 });
    expect((await creditOf(ada)).waitingCode).toBe(code);
    await redeem(ben, code);
    await topUp(ada, '25.00');
    expect(await sky.make.balanceOf(ada)).toBe(30_000_000n);
    await topUp(ada, '25.00');
    expect(await sky.make.balanceOf(ada)).toBe(55_000_000n);
    await topUp(ben, '100.00');
    expect(await sky.make.balanceOf(ben)).toBe(108_000_000n);
  });

  it('of a percentage are for people who have not topped up yet', async () => {
    const ada = await sky.make.customer();
    const { code } = await made({ kind: 'percent_of_first_top_up', amount: undefined, percentBasisPoints: 1_000 });
    await topUp(ada, '5.00');
    const answer = await redeem(ada, code);
    expect([answer.status, answer.body.error.code]).toEqual([422, 'promo_code_for_first_top_up']);
  });

  it('lose the part of a reward whose top-up went back, as far as it was not used', async () => {
    const ada = await sky.make.customer();
    const { code } = await made({ kind: 'percent_of_first_top_up', amount: undefined, percentBasisPoints: 2_000 });
    await redeem(ada, code);
    const orderId = await topUp(ada, '50.00');
    const [payment] = await sky.em.execute<{ id: number }[]>('select id from payments where order_id = ?', [orderId]);
    await admin.browser.post(`/api/admin/payments/${payment?.id}/refunds`, { amount: '25.00', reason: 'A test' });
    await sky.runDueJobs();
    expect(await sky.make.balanceOf(ada)).toBe(50_000_000n + 10_000_000n - 25_000_000n - 5_000_000n);
    expect((await creditOf(ada)).left).toBe('5.00');
  });

  it('give credit that is spent first and expires by itself', async () => {
    const ada = await sky.make.customer({ linked: true });
    const { code } = await made({ creditLastsDays: 1 });
    await redeem(ada, code);
    await sky.make.credit(ada.user.id, 5_000_000n);
    await ada.browser.post('/api/user/servers', { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' });
    await sky.advance(9);
    expect((await creditOf(ada)).left).toBe('9.90');
    expect(await sky.make.balanceOf(ada)).toBe(14_900_000n);
    await sky.advance(15);
    const [expiry] = await sky.em.execute<{ amount: string }[]>(
      `select p.amount from ledger_transactions t join ledger_postings p on p.transaction_id = t.id and p.line = 1
       where t.user_id = ? and t.description like 'Promotional credit expired%'`,
      [ada.user.id],
    );
    expect(expiry?.amount).toBe('-9750000');
    expect(await creditOf(ada)).toMatchObject({ left: '0.00', data: [] });
    await sky.advance(2);
    expect(await sky.make.balanceOf(ada)).toBe(5_000_000n - 20_000n);
  });

  it.each([
    ['an amount code without its amount', { kind: 'amount', amount: undefined }, 422, 'amount'],
    [
      'a percentage code without its percentage',
      { kind: 'percent_of_first_top_up', amount: undefined },
      422,
      'percentBasisPoints',
    ],
    ['an end before the beginning', { validFrom: '2027-02-01', validUntil: '2027-01-01' }, 422, 'validUntil'],
    ['blanks in the code', { code: 'a b c' }, 400, 'code'],
  ])('cannot be made with %s', async (_, terms, status, field) => {
    const answer = await admin.browser.post<Refusal>('/api/admin/promo-codes', {
      code: 'wrong',
      kind: 'amount',
      amount: '10.00',
      mostPerUser: 1,
      ...terms,
    });
    expect([answer.status, answer.body.error.details?.[0]?.field]).toEqual([status, field]);
  });

  it('are unique', async () => {
    const { code } = await made();
    const answer = await admin.browser.post('/api/admin/promo-codes', { code, kind: 'amount', amount: '1.00', mostPerUser: 1 });
    expect(answer.status).toBe(409);
  });
});
