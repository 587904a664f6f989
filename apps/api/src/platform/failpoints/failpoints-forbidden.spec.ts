import { armFailpoint, armFailpoints, failpoint, forbidFailpoints, isPlanted } from './failpoints';

describe(forbidFailpoints, () => {
  it('makes harmless what was armed, and lets nothing be armed or planted any more', async () => {
    armFailpoint('refund.before-commit', { act: 'throw' });

    forbidFailpoints();
    armFailpoints('plant.example=defect,capture.after-gateway=throw');
    armFailpoint('take-back.before-commit', { act: 'throw' });

    expect(isPlanted('plant.example')).toBe(false);
    for (const name of ['refund.before-commit', 'capture.after-gateway', 'take-back.before-commit'])
      await expect(failpoint(name)).resolves.toBeUndefined();
  });
});
