import { Slots } from './slots';

describe(Slots, () => {
  it('gives so many at a time, then in the order of asking', async () => {
    const slots = new Slots(1, 5);
    const first = await slots.take(1_000);
    const order: string[] = [];
    const second = slots.take(1_000).then(release => (order.push('second'), release));
    const third = slots.take(1_000).then(release => (order.push('third'), release));
    expect([slots.inUse, slots.waiting]).toEqual([1, 2]);

    first?.();
    // Somebody who comes now does not overtake.
    expect(await slots.take(0)).toBeNull();
    (await second)?.();
    (await third)?.();

    expect(order).toEqual(['second', 'third']);
    expect([slots.inUse, slots.waiting]).toEqual([0, 0]);
  });

  it('lets nobody wait longer than they can afford, and forgets who left', async () => {
    const slots = new Slots(1, 5);
    const held = await slots.take(1_000);

    expect(await slots.take(10)).toBeNull();
    expect(slots.waiting).toBe(0);

    held?.();
    expect(await slots.take(0)).not.toBeNull();
  });

  it('refuses at once when too many wait', async () => {
    const slots = new Slots(1, 1);
    const held = await slots.take(0);
    const waiting = slots.take(1_000);

    expect(await slots.take(1_000)).toBeNull();

    held?.();
    expect(await waiting).not.toBeNull();
  });

  it('counts a slot that is given back twice once', async () => {
    const slots = new Slots(1, 1);
    const release = await slots.take(0);
    release?.();
    release?.();

    await slots.take(0);

    expect(await slots.take(0)).toBeNull();
  });
});
