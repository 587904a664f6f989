import { UpstreamHeldBack, UpstreamRateLimited, UpstreamUnknown } from '@sky/integrations/upstream';
import type { Jobs } from '@api/platform';
import { putOff } from './put-off';

const failure = { system: 'VirtFusion', method: 'PUT', path: '/users/1', status: null, reason: 'no' };

describe(putOff, () => {
  let added: unknown[];
  const jobs = { add: (...job: unknown[]) => Promise.resolve(void added.push(job)) } as unknown as Jobs;
  const job = { topic: 'user.changed', payload: { userId: 1 }, options: { singletonKey: '1' } } as const;
  const run = (error?: Error) => putOff(jobs, job, () => (error ? Promise.reject(error) : Promise.resolve()));

  beforeEach(() => {
    added = [];
  });

  it('does the work', async () => {
    await run();

    expect(added).toEqual([]);
  });

  it.each([new UpstreamRateLimited(failure, 9), new UpstreamHeldBack(failure, 9)])('comes again after %s', async error => {
    await run(error);

    expect(added).toEqual([['user.changed', { userId: 1 }, { singletonKey: '1', startAfterSeconds: 9 }]]);
  });

  it.each([new UpstreamUnknown(failure), new UpstreamRateLimited(failure, null), new Error('broken')])(
    'leaves %s to the queue',
    async error => {
      await expect(run(error)).rejects.toBe(error);

      expect(added).toEqual([]);
    },
  );
});
