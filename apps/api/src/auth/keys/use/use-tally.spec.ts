import { type AnsweredCall, UseTally } from './use-tally';

const call = (changes: Partial<AnsweredCall> = {}): AnsweredCall => ({
  keyId: 7,
  method: 'GET',
  route: '/api/me',
  status: 200,
  address: '203.0.113.9',
  isAuthenticated: true,
  ...changes,
});

describe(UseTally, () => {
  it('adds up by day and route, and tells refusals from answers over the limit', () => {
    const tally = new UseTally();
    const at = new Date('2026-11-25T12:34:56Z');
    for (const status of [200, 403, 401, 429]) tally.add(call({ status, isAuthenticated: status === 200 }), at);
    tally.add(call({ route: '/api/servers' }), at);

    expect(tally.uses).toEqual([
      expect.objectContaining({
        route: '/api/me',
        day: '2026-11-25',
        slot: '2026-11-25T12:30:00.000Z',
        requests: 4,
        refusals: 2,
        limited: 1,
      }),
      expect.objectContaining({ route: '/api/servers', requests: 1, refusals: 0, limited: 0 }),
    ]);
    expect(tally.addresses).toEqual([{ keyId: 7, address: '203.0.113.9', at: at.toISOString() }]);
  });

  it('remembers no address of a key that was refused', () => {
    const tally = new UseTally();
    tally.add(call({ status: 401, isAuthenticated: false }));
    expect(tally.addresses).toEqual([]);
  });

  it('loses nothing that could not be written', () => {
    const [lost, next] = [new UseTally(), new UseTally()];
    const at = new Date('2026-11-25T12:34:56Z');
    lost.add(call(), at);
    next.add(call(), at);
    next.addAll(lost);
    expect(next.uses).toHaveLength(1);
    expect(next.uses[0]).toMatchObject({ requests: 2 });
  });
});
