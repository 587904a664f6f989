import { testApp, type Person } from '../../testing';
import type { StaffCreditDto, StaffCreditPageDto } from './staff-credit.dto';

interface Refusal {
  error: { code: string; details?: { field: string }[] };
}

describe('credit by staff', () => {
  const sky = testApp();
  let admin: Person;
  let second: Person;
  beforeAll(async () => {
    admin = await sky.make.admin();
    second = await sky.make.admin();
  });

  const add = (who: Person, body: object, key?: string) =>
    who.browser.post<StaffCreditDto & Refusal>('/api/credits', body, key ? { 'idempotency-key': key } : {});
  const reverse = (who: Person, id: number | null) =>
    who.browser.delete<StaffCreditDto & Refusal>(`/api/credits/${id}?reason=mistake`);
  const movements = async ({ user }: Person) =>
    (
      await sky.em.execute<{ count: number }[]>('select count(*)::int as count from ledger_transactions where user_id = ?', [
        user.id,
      ])
    )[0]?.count;

  it('is added once for each key, with a reason, a mail and an entry of who did it', async () => {
    const ada = await sky.make.customer();
    const wish = { userId: ada.user.id, amount: '12.50', reason: 'For the outage of Tuesday' };
    const [first, again] = [await add(admin, wish, 'key-1'), await add(admin, wish, 'key-1')];
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ kind: 'addition', state: 'posted', amount: '12.50', decidedBy: null });
    expect(await sky.make.balanceOf(ada)).toBe(12_500_000n);
    await sky.runDueJobs('mail.send');
    const [mail] = sky.sandbox.mail.to(ada.user.email);
    expect(mail?.subject).toBe('Your credit was changed by +$12.50');
    expect(mail?.text).toContain('For the outage of Tuesday');
    const [entry] = await sky.em.execute<{ actor_id: number }[]>(
      `select actor_id from audit_entries where action = 'money.added' and user_id = ?`,
      [ada.user.id],
    );
    expect(entry?.actor_id).toBe(admin.user.id);
  });

  it('keeps a key for its wish, also when the remembered answer is gone', async () => {
    const ada = await sky.make.customer();
    const wish = { userId: ada.user.id, amount: '5.00', reason: 'Welcome' };
    await add(admin, wish, 'key-2');
    await sky.em.execute('delete from idempotent_requests');
    expect((await add(admin, wish, 'key-2')).status).toBe(201);
    expect(await movements(ada)).toBe(1);
    await sky.em.execute('delete from idempotent_requests');
    const other = await add(admin, { ...wish, amount: '6.00' }, 'key-2');
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_key_reused']);
    expect(await sky.make.balanceOf(ada)).toBe(5_000_000n);
  });

  it.each([
    ['no reason', { amount: '1.00' }, 400, 'reason'],
    ['nothing', { amount: '0.00', reason: 'Because' }, 422, 'amount'],
    ['a fraction of a cent', { amount: '1.005', reason: 'Because' }, 422, 'amount'],
    ['a negative amount', { amount: '-1.00', reason: 'Because' }, 400, 'amount'],
  ])('refuses %s and changes nothing', async (_, wish, status, field) => {
    const ada = await sky.make.customer();
    const answer = await add(admin, { userId: ada.user.id, ...wish });
    expect([answer.status, answer.body.error.details?.[0]?.field]).toEqual([status, field]);
    expect(await movements(ada)).toBe(0);
  });

  it('above the limit waits for a second person, who cannot be the one who asked', async () => {
    const ada = await sky.make.customer();
    const { body } = await add(admin, { userId: ada.user.id, amount: '100.01', reason: 'Contract of May' });
    expect(body).toMatchObject({ state: 'awaiting', transactionId: null });
    expect(await sky.make.balanceOf(ada)).toBe(0n);

    const own = await admin.browser.post<Refusal>(`/api/admin/credits/${body.id}/approve`, {});
    expect([own.status, own.body.error.code]).toEqual([422, 'second_person_needed']);
    const agreed = await second.browser.post<StaffCreditDto>(`/api/admin/credits/${body.id}/approve`, {
      note: 'Seen the contract',
    });
    expect(agreed.body).toMatchObject({ state: 'posted', note: 'Seen the contract', decidedBy: { id: second.user.id } });
    expect(await sky.make.balanceOf(ada)).toBe(100_010_000n);
    expect((await second.browser.post(`/api/admin/credits/${body.id}/approve`, {})).status).toBe(409);
    expect(await movements(ada)).toBe(1);
  });

  it('that is agreed to and refused at once has one outcome', async () => {
    const ada = await sky.make.customer();
    const { body } = await add(admin, { userId: ada.user.id, amount: '500.00', reason: 'Contract of June' });
    const answers = await Promise.all([
      second.browser.post(`/api/admin/credits/${body.id}/approve`, {}),
      second.browser.post(`/api/admin/credits/${body.id}/approve`, {}),
      admin.browser.post(`/api/admin/credits/${body.id}/reject`, {}),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const isPosted = (await movements(ada)) === 1;
    expect(await sky.make.balanceOf(ada)).toBe(isPosted ? 500_000_000n : 0n);
  });

  it('may be refused, and then nothing is posted', async () => {
    const ada = await sky.make.customer();
    const { body } = await add(admin, { userId: ada.user.id, amount: '900.00', reason: 'Contract of July' });
    const refused = await second.browser.post<StaffCreditDto>(`/api/admin/credits/${body.id}/reject`, {
      note: 'No such contract',
    });
    expect(refused.body).toMatchObject({ state: 'rejected', note: 'No such contract' });
    expect(await movements(ada)).toBe(0);
    const list = await admin.browser.get<StaffCreditPageDto>('/api/admin/credits?state=rejected');
    expect(list.body.data.map(({ id }) => id)).toEqual([body.id]);
  });

  it('is adjusted in both directions, also into debt', async () => {
    const ada = await sky.make.customer({ credit: '1.00' });
    const adjust = { userId: ada.user.id, amount: '3.00', reason: 'Wrongly credited', direction: 'take' };
    expect((await admin.browser.post('/api/admin/adjustments', adjust)).body).toMatchObject({
      kind: 'adjustment',
      amount: '-3.00',
    });
    expect(await sky.make.balanceOf(ada)).toBe(-2_000_000n);
    await admin.browser.post('/api/admin/adjustments', { ...adjust, direction: 'give' });
    expect(await sky.make.balanceOf(ada)).toBe(1_000_000n);
  });

  it('is taken back exactly once, linked to what it takes back', async () => {
    const ada = await sky.make.customer();
    const { body } = await add(admin, { userId: ada.user.id, amount: '20.00', reason: 'By mistake' });
    const answers = await Promise.all([reverse(admin, body.transactionId), reverse(second, body.transactionId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await sky.make.balanceOf(ada)).toBe(0n);
    const [row] = await sky.em.execute<{ reverses_id: string; type: string }[]>(
      `select reverses_id, type from ledger_transactions where user_id = ? order by id desc limit 1`,
      [ada.user.id],
    );
    expect(row).toEqual({ reverses_id: String(body.transactionId), type: 'reversal' });
  });

  it('takes nothing back that came from elsewhere, or does not exist', async () => {
    const ada = await sky.make.customer();
    const { body } = await add(admin, { userId: ada.user.id, amount: '20.00', reason: 'By mistake' });
    const taken = await reverse(admin, body.transactionId);
    const reversal = await reverse(admin, taken.body.transactionId);
    expect([reversal.status, reversal.body.error.code]).toEqual([422, 'not_reversible']);
    expect((await reverse(admin, 2_000_000)).status).toBe(404);
  });

  it('stays out of reach of customers', async () => {
    const ada = await sky.make.customer();
    expect((await add(ada, { userId: ada.user.id, amount: '20.00', reason: 'Please' })).status).toBe(403);
    expect(await movements(ada)).toBe(0);
  });
});
