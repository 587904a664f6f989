import { VirtFusion } from '@sky/integrations/virtfusion';
import { testApp, type Person } from '../../testing';
import type { ReconciliationFindingDto, ReconciliationFindingPageDto, ReconciliationStateDto } from './reconciliation.dto';

describe('reconciliation', () => {
  const sky = testApp();
  let admin: Person;
  beforeAll(async () => {
    admin = await sky.make.admin();
  });
  afterEach(() => sky.sandbox.faults.clear());

  const compare = async (): Promise<{
    run: NonNullable<ReconciliationStateDto['latest']>;
    findings: ReconciliationFindingDto[];
  }> => {
    expect((await admin.browser.post('/api/admin/billing/reconciliation')).status).toBe(202);
    await sky.runDueJobs('billing.reconcile');
    const { latest: run } = (await admin.browser.get<ReconciliationStateDto>('/api/admin/billing/reconciliation')).body;
    if (!run?.finishedAt) throw new Error('The comparison did not end');
    const { body } = await admin.browser.get<ReconciliationFindingPageDto>(
      `/api/admin/billing/reconciliation/${run.id}/findings?limit=100`,
    );
    return { run, findings: body.data };
  };
  const topUp = async ({ browser }: Person, amount: string) => {
    const { body } = await browser.post<{ orderId: string; paymentId: number }>('/api/billing/add-credits', { amount });
    await sky.sandbox.paypal.approve(body.orderId);
    await browser.post('/api/billing/capture-paypal-payment', { orderId: body.orderId });
    return body.paymentId;
  };
  const mirrored = async () => {
    await sky.advance(0);
    await sky.runDueJobs('billing.mirror-credit');
  };

  it('finds nothing in clean books, also after refunds', async () => {
    const [ada, ben] = [await sky.make.customer({ linked: true }), await sky.make.customer({ linked: true })];
    await topUp(ada, '25.00');
    const paymentId = await topUp(ben, '10.00');
    await admin.browser.post(`/api/admin/payments/${paymentId}/refunds`, { amount: '4.00', reason: 'A test' });
    await sky.runDueJobs();
    expect(await sky.make.balanceOf(ben)).toBe(6_000_000n);
    await mirrored();
    const { run, findings } = await compare();
    expect(findings).toEqual([]);
    expect(run).toMatchObject({ compared: 2, unanswered: 0, findings: 0, requestedBy: admin.user.username });
  });

  it('names credit that somebody added in VirtFusion, with its amount, and puts it right when told to', async () => {
    const ada = await sky.make.customer({ linked: true });
    await topUp(ada, '25.00');
    await mirrored();
    await sky.app.get(VirtFusion).addCredit(ada.user.id, { tokens: '150.00' });
    const { findings } = await compare();
    expect(findings).toMatchObject([
      {
        book: 'virtfusion',
        userId: ada.user.id,
        expected: '25.00',
        actual: '26.50',
        difference: '1.50',
        suggestion: 'correct_mirror',
      },
    ]);
    const apply = () => admin.browser.post(`/api/admin/billing/reconciliation/findings/${findings[0]?.id}/apply`);
    expect((await apply()).status).toBe(202);
    await sky.runDueJobs('billing.mirror-credit');
    expect((await sky.app.get(VirtFusion).hourlyStats(ada.user.id)).creditTokens).toBe('2500.00');
    expect(await sky.make.balanceOf(ada)).toBe(25_000_000n);
    expect((await apply()).status).toBe(409);
    expect((await compare()).findings).toEqual([]);
  });

  it('says nothing about customers of whom VirtFusion does not answer', async () => {
    sky.sandbox.faults.add({ service: 'virtfusion', path: '*/hourlyStats/*', fault: 'status', status: 500 });
    const { run, findings } = await compare();
    expect(findings).toEqual([]);
    expect(run.unanswered).toBe(run.compared);
  });

  it('names a payment whose figures are not what the ledger holds', async () => {
    const ada = await sky.make.customer();
    const paymentId = await topUp(ada, '25.00');
    await sky.em.execute('update payments set captured_amount = captured_amount + 1000000 where id = ?', [paymentId]);
    const { findings } = await compare();
    await sky.em.execute('update payments set captured_amount = captured_amount - 1000000 where id = ?', [paymentId]);
    expect(findings).toMatchObject([
      { book: 'paypal', subject: `payment:${paymentId}`, expected: '25.00', actual: '26.00', difference: '1.00', paymentId },
    ]);
  });

  it('is made once at a time', async () => {
    expect((await admin.browser.post('/api/admin/billing/reconciliation')).status).toBe(202);
    expect((await admin.browser.post('/api/admin/billing/reconciliation')).status).toBe(409);
    await sky.runDueJobs('billing.reconcile');
    expect((await admin.browser.post('/api/admin/billing/reconciliation')).status).toBe(202);
  });
});
