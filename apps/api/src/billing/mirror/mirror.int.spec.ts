import { VirtFusion } from '@sky/integrations/virtfusion';
import { testApp, type Person } from '../../testing';
import type { MirrorBookingPageDto, MirrorStandingDto } from './mirror.dto';

describe('the mirror in VirtFusion', () => {
  const sky = testApp();
  let admin: Person;
  beforeAll(async () => {
    admin = await sky.make.admin();
    await sky.make.catalogue();
  });
  afterEach(() => sky.sandbox.faults.clear());

  const credit = async ({ user }: Person) => (await sky.app.get(VirtFusion).hourlyStats(user.id)).creditTokens;
  /** Sweeps, and works off what was queued; business time moves so that what was put off is tried again. */
  const follow = async (hours = 0) => {
    await sky.advance(hours);
    await sky.runDueJobs('billing.mirror-credit');
  };
  const bookings = (state?: string) =>
    admin.browser.get<MirrorBookingPageDto>(`/api/admin/billing/mirror/bookings${state ? `?state=${state}` : ''}`);
  const bookingCalls = ({ user }: Person) =>
    sky.sandbox.journal.entries({
      service: 'virtfusion',
      method: 'POST',
      path: `/api/v1/selfService/credit/byUserExtRelationId/${user.id}`,
    });
  const add = async ({ user }: Person, amount: string) =>
    (await admin.browser.post<{ transactionId: number }>('/api/credits', { userId: user.id, amount, reason: 'A gift' })).body
      .transactionId;

  it('follows credit with a booking for each movement, and keeps its id', async () => {
    const ada = await sky.make.customer({ linked: true });
    const transactionId = await add(ada, '12.34');
    await add(ada, '0.66');
    await follow();
    expect(await credit(ada)).toBe('1300.00');
    const { body } = await bookings('confirmed');
    expect(body.data.filter(({ userId }) => userId === ada.user.id)).toMatchObject([
      { tokens: '66.00' },
      { tokens: '1234.00', transactionId },
    ]);
    await follow();
    expect(await credit(ada)).toBe('1300.00');
  });

  it('removes the very credit when staff take a movement back', async () => {
    const ada = await sky.make.customer({ linked: true });
    const transactionId = await add(ada, '20.00');
    await follow();
    await admin.browser.delete(`/api/credits/${transactionId}?reason=mistake`);
    await follow();
    expect(await credit(ada)).toBe('0.00');
    expect((await bookings()).body.data[0]).toMatchObject({ kind: 'cancellation', tokens: '-2000.00', state: 'confirmed' });
    expect(bookingCalls(ada)).toHaveLength(1);
  });

  it('carries hours over together once they are old enough, rounded to the balance', async () => {
    const ada = await sky.make.customer({ linked: true, credit: '25.00' });
    await ada.browser.post('/api/user/servers', { packageId: 1, locationId: 1, templateId: 1, name: 'web-1' });
    await follow(3);
    expect(await credit(ada)).toBe('2500.00');
    await follow(8);
    expect(bookingCalls(ada).length).toBeLessThanOrEqual(3);
    const balance = await sky.make.balanceOf(ada);
    expect(await credit(ada)).toBe(`${balance / 10_000n}.00`);
  });

  it.each([
    ['the answer is lost after it was booked', { fault: 'drop', after: true }],
    ['VirtFusion fails before it books', { fault: 'status', status: 500 }],
    ['VirtFusion fails after it booked', { fault: 'status', status: 500, after: true }],
    ['VirtFusion answers with rubbish after it booked', { fault: 'garbage', after: true }],
    ['VirtFusion is asked too often', { fault: 'rate_limit' }],
  ] as const)('books once when %s', async (_, fault) => {
    const ada = await sky.make.customer({ linked: true });
    sky.sandbox.faults.add({ service: 'virtfusion', method: 'POST', path: '*/credit/*', times: 1, ...fault });
    await add(ada, '10.00');
    await follow();
    await follow(1);
    await follow(1);
    expect(await credit(ada)).toBe('1000.00');
  });

  it('books nothing while VirtFusion is away, and everything afterwards', async () => {
    const ada = await sky.make.customer({ linked: true });
    sky.sandbox.faults.add({ service: 'virtfusion', fault: 'status', status: 503 });
    await add(ada, '10.00');
    await follow();
    await follow(1);
    sky.sandbox.faults.clear();
    expect(await credit(ada)).toBe('0.00');
    await follow(2);
    expect(await credit(ada)).toBe('1000.00');
  });

  it('asks somebody when nobody can tell whether it was booked, and does what they found', async () => {
    const ada = await sky.make.customer({ linked: true });
    sky.sandbox.faults.add({ service: 'virtfusion', method: 'POST', path: '*/credit/*', times: 1, fault: 'drop', after: true });
    await add(ada, '10.00');
    await follow();
    await sky.app.get(VirtFusion).addCredit(ada.user.id, { tokens: '77.00' });
    await follow(1);
    const [waiting] = (await bookings('review')).body.data;
    expect(waiting).toMatchObject({ userId: ada.user.id, tokens: '1000.00' });
    expect((await admin.browser.get<MirrorStandingDto>('/api/admin/billing/mirror')).body).toMatchObject({
      enabled: true,
      review: 1,
    });
    await add(ada, '1.00');
    await follow(1);
    expect(await credit(ada)).toBe('1077.00');

    const resolved = await admin.browser.post(`/api/admin/billing/mirror/bookings/${waiting?.id}/resolve`, {
      outcome: 'carried-out',
    });
    expect(resolved.status).toBe(204);
    await follow();
    expect(await credit(ada)).toBe('1177.00');
    expect(
      (await admin.browser.post(`/api/admin/billing/mirror/bookings/${waiting?.id}/resolve`, { outcome: 'carried-out' })).status,
    ).toBe(409);
  });
});
