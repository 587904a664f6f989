import {
  armFailpoint,
  armFailpoints,
  disarmFailpoints,
  failpoint,
  FailpointReached,
  isPlanted,
  parseFailpoints,
} from './failpoints';

describe(failpoint, () => {
  afterEach(disarmFailpoints);

  it('does nothing at a point that nobody armed', async () => {
    await expect(failpoint('capture.after-gateway')).resolves.toBeUndefined();
  });

  it('acts as often as it was told, after as many passes as it was told', async () => {
    armFailpoint('refund.before-commit', { act: 'throw' }, { times: 2, skip: 1 });

    await failpoint('refund.before-commit');
    await expect(failpoint('refund.before-commit')).rejects.toBeInstanceOf(FailpointReached);
    await expect(failpoint('refund.before-commit')).rejects.toBeInstanceOf(FailpointReached);
    await expect(failpoint('refund.before-commit')).resolves.toBeUndefined();
  });

  it('acts at the points that the environment names', async () => {
    armFailpoints('take-back.before-commit=throw');

    await expect(failpoint('take-back.before-commit')).rejects.toThrow('take-back.before-commit');
  });
});

describe(isPlanted, () => {
  afterEach(disarmFailpoints);

  it('tells of a defect that the environment plants, and lets the step pass as a point', async () => {
    expect(isPlanted('plant.example')).toBe(false);

    armFailpoints('plant.example=defect');

    expect(isPlanted('plant.example')).toBe(true);
    await expect(failpoint('plant.example')).resolves.toBeUndefined();
  });

  it('takes no other act for a defect', () => {
    armFailpoints('capture.after-gateway=throw');

    expect(isPlanted('capture.after-gateway')).toBe(false);
  });
});

describe(parseFailpoints, () => {
  it('reads acts, counts and passes', () => {
    expect([...parseFailpoints('capture.after-gateway=exit, refund.before-commit=sleep:500*2@1,job.after=throw')]).toEqual([
      ['capture.after-gateway', { act: { act: 'exit' }, times: 1, skip: 0 }],
      ['refund.before-commit', { act: { act: 'sleep', milliseconds: 500 }, times: 2, skip: 1 }],
      ['job.after', { act: { act: 'throw' }, times: 1, skip: 0 }],
    ]);
  });

  it('refuses what it cannot read', () => {
    expect(() => parseFailpoints('capture=explode')).toThrow('capture=explode');
  });
});
