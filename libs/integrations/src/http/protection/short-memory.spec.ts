import { ShortMemory } from './short-memory';

describe(ShortMemory, () => {
  let now: number;
  let asked: number;
  let memory: ShortMemory<number>;
  let answer: (value: number) => void;

  beforeEach(() => {
    now = 1_000;
    asked = 0;
    memory = new ShortMemory(() => now);
  });

  /** A question that is answered when the test says so. */
  const question = () =>
    new Promise<number>(resolve => {
      asked += 1;
      answer = resolve;
    });
  const ask = (keepMs = 0, endsAt = 11_000) => memory.ask('GET /packages', { keepMs, endsAt }, question);

  it('asks once for all who ask at the same time', async () => {
    const both = [ask(), ask()];
    answer(7);

    expect(await Promise.all(both)).toEqual([7, 7]);
    expect(asked).toBe(1);
  });

  it('asks again once it is answered, unless the answer may be kept', async () => {
    const first = ask();
    answer(7);
    await first;

    const second = ask(3_000);
    answer(8);
    await second;
    expect([await ask(3_000), asked]).toEqual([8, 2]);

    now += 3_001;
    const third = ask(3_000);
    answer(9);
    expect([await third, asked]).toEqual([9, 3]);
  });

  it('does not wait for somebody who has more time', () => {
    void ask(0, 11_000);
    void ask(0, 3_000);

    expect(asked).toBe(2);
  });

  it('asks again after a change, also while an older question is on its way', async () => {
    const before = ask(3_000);
    const answerBefore = answer;
    memory.forget();
    const after = ask(3_000);
    answerBefore(1);
    answer(2);

    expect([await before, await after, await ask(3_000), asked]).toEqual([1, 2, 2, 2]);
  });

  it('keeps no failure', async () => {
    const failing = memory.ask('GET /packages', { keepMs: 3_000, endsAt: 11_000 }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');

    const next = ask(3_000);
    answer(5);

    expect(await next).toBe(5);
  });
});
