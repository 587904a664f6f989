import { UpstreamHeldBack, UpstreamRateLimited, UpstreamRefused, UpstreamUnknown, UpstreamUnreachable } from '../../upstream';
import { CallGuard, type GuardLimits } from './call-guard';

const LIMITS: GuardLimits = {
  calls: 4,
  callsPerGroup: 2,
  waiting: 2,
  patienceMs: 40,
  longestQuietMs: 60_000,
  failures: 3,
  windowMs: 60_000,
  openMs: 10_000,
  longestOpenMs: 60_000,
};
const failure = { system: 'panel', method: 'GET', path: '/servers/5', status: null, reason: '' };
const silence = () => Promise.reject(new UpstreamUnknown({ ...failure, reason: 'no answer within 50 ms' }));
const noConnection = () => Promise.reject(new UpstreamUnreachable({ ...failure, reason: 'no connection' }));
const refusal = () => Promise.reject(new UpstreamRefused({ ...failure, status: 422, reason: 'no' }));
const answer = () => Promise.resolve('answer');

describe(CallGuard, () => {
  let later: number;
  let guard: CallGuard;

  beforeEach(() => {
    later = 0;
    guard = new CallGuard(LIMITS, () => Date.now() + later);
  });

  const run = <Answer>(groupId: number | null, send: (timeoutMs: number) => Promise<Answer>) =>
    guard.run({ groupId, endsAt: Date.now() + later + 5_000, failure }, send);
  const stateOf = (groupId: number | null) => guard.circuits().find(circuit => circuit.groupId === groupId)?.state;
  async function fail(groupId: number | null, times: number, send: () => Promise<never>): Promise<void> {
    for (let time = 0; time < times; time++) await run(groupId, send).catch(() => undefined);
  }

  it('hands the time that is left to the call', async () => {
    const left = await run(1, timeoutMs => Promise.resolve(timeoutMs));

    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5_000);
  });

  describe('when a group hangs', () => {
    let freed: () => void;
    const hang = () => new Promise<string>(resolve => void (freed = () => resolve('late')));

    it('takes up no slot of another group or of the panel', async () => {
      const hanging = [run(1, hang), run(1, hang)];

      await expect(run(1, answer)).rejects.toMatchObject({ outcome: 'not_sent', reason: 'too many calls are under way' });
      expect(await Promise.all([run(2, answer), run(2, answer), run(null, answer)])).toEqual(['answer', 'answer', 'answer']);
      expect(guard.circuits()).toContainEqual(expect.objectContaining({ groupId: 1, inUse: 2 }));

      freed();
      await hanging[1];
    });

    it('is left alone at once after some failures, and only it', async () => {
      await fail(1, 3, silence);

      const sent = jest.fn(answer);
      const held = run(1, sent);

      await expect(held).rejects.toBeInstanceOf(UpstreamHeldBack);
      await expect(held).rejects.toMatchObject({ outcome: 'not_sent', retryAfterSeconds: 10, path: '/servers/5' });
      await expect(held).rejects.toThrow('hypervisor group 1 did not answer several times');
      expect(sent).not.toHaveBeenCalled();
      expect([stateOf(1), stateOf(null)]).toEqual(['open', 'closed']);
      expect([await run(2, answer), await run(null, answer)]).toEqual(['answer', 'answer']);
    });

    it('is asked again by one call, which closes the circuit', async () => {
      await fail(1, 3, silence);
      later = 10_001;

      expect(await run(1, answer)).toBe('answer');

      expect(stateOf(1)).toBe('closed');
    });

    it('keeps its circuit closed as long as it refuses: a refusal is an answer', async () => {
      await fail(1, 2, silence);
      await fail(1, 5, refusal);
      await fail(1, 2, silence);

      expect(stateOf(1)).toBe('closed');
    });
  });

  describe('when the panel itself is away', () => {
    it('opens the circuit of the whole for every group', async () => {
      await fail(1, 2, noConnection);
      await fail(2, 1, noConnection);

      expect([stateOf(null), stateOf(1), stateOf(2)]).toEqual(['open', 'closed', 'closed']);
      await expect(run(3, answer)).rejects.toThrow('it did not answer several times');
    });

    it('opens after silence to calls about no group', async () => {
      await fail(null, 3, silence);

      expect(stateOf(null)).toBe('open');
    });

    it('takes silence to a probe for a failure, whatever group it was about', async () => {
      await fail(null, 3, silence);
      later = 10_001;

      await fail(1, 1, silence);

      expect(stateOf(null)).toBe('open');
    });
  });

  describe('after too many requests', () => {
    it('waits when it is worth it', async () => {
      guard.heed(200, new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' }));

      expect(await run(1, answer)).toBe('answer');
      expect(guard.rate()).toMatchObject({ remaining: 0 });
    });

    it('else says how long to wait, without sending', async () => {
      guard.heed(429, new Headers({ 'retry-after': '9' }));
      const sent = jest.fn(answer);

      const call = run(1, sent);

      await expect(call).rejects.toBeInstanceOf(UpstreamRateLimited);
      await expect(call).rejects.toMatchObject({ retryAfterSeconds: 9, outcome: 'refused' });
      expect(sent).not.toHaveBeenCalled();
      expect(stateOf(1)).toBe('closed');
    });
  });

  it('gives its slots back whatever happens', async () => {
    for (const send of [answer, refusal, silence]) await run(1, send).catch(() => undefined);

    expect(guard.circuits()).toEqual([
      expect.objectContaining({ groupId: null, inUse: 0, waiting: 0 }),
      expect.objectContaining({ groupId: 1, inUse: 0, waiting: 0 }),
    ]);
  });
});
