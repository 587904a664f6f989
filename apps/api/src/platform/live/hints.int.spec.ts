import { testApp } from '../../testing';
import { type LiveEvent, LiveHub } from './live-hub';

describe('a hint', () => {
  const sky = testApp();
  const hintOf = (number: number): LiveEvent => ({ type: 'test-hint', userId: null, data: { number } });

  /** What is heard while something happens, up to a last event that is published when it is over. */
  const heardDuring = async (work: (hub: LiveHub) => Promise<unknown>): Promise<number[]> => {
    const hub = sky.app.get(LiveHub);
    const heard: number[] = [];
    const last = new Promise<void>(resolve => {
      const subscription = hub.events.subscribe(({ type, data }) => {
        if (type === 'test-hint') heard.push(Number(data['number']));
        if (type !== 'test-last') return;
        subscription.unsubscribe();
        resolve();
      });
    });
    await work(hub);
    await hub.settled();
    await hub.publish({ type: 'test-last', userId: null, data: {} });
    await last;
    return heard;
  };

  it('is told when the outermost transaction has ended, and once however often it was given', async () => {
    const during = await heardDuring(hub =>
      sky.em.transactional(async () => {
        await hub.hint(hintOf(1));
        await sky.em.transactional(() => hub.hint(hintOf(1)));
        // Published with the transaction, the first would come before the second, which is at once.
        await sky.em.fork().execute('select 1');
        await sky.app.get(LiveHub).publish(hintOf(2));
      }),
    );

    expect(during).toEqual([2, 1]);
  });

  it('is told after a transaction of a fork as well', async () => {
    expect(await heardDuring(hub => sky.em.fork().transactional(() => hub.hint(hintOf(3))))).toEqual([3]);
  });

  it('is told at once where there is no transaction', async () => {
    expect(await heardDuring(hub => hub.hint(hintOf(4)))).toEqual([4]);
  });
});
