import { type BulkServer, fingerprintOf, skipReason } from './bulk-plan';

const running: BulkServer = {
  ...{ id: 1, name: 'web-1', ownerUsername: 'ada', state: 'running' },
  ...{ isBuilt: true, isBusy: false, isSuspendedByStaff: false, isHeldByDebt: false },
};

describe('a plan for many servers', () => {
  it.each([
    ['starts what is off', { state: 'stopped' }, 'boot', null],
    ['leaves out what runs already', {}, 'boot', 'runs already'],
    ['leaves out what is off', { state: 'stopped' }, 'shutdown', 'is off'],
    ['tries what nobody knows', { state: 'unknown' }, 'restart', null],
    ['leaves out what is busy', { isBusy: true }, 'restart', 'busy with something else'],
    ['does not switch what is suspended', { state: 'suspended' }, 'boot', 'suspended'],
    ['suspends what a debt holds too', { state: 'suspended', isHeldByDebt: true }, 'suspend', null],
    ['suspends once', { isSuspendedByStaff: true }, 'suspend', 'suspended already'],
    ['does not lift what a debt holds', { state: 'suspended', isHeldByDebt: true }, 'unsuspend', 'a debt holds it'],
    ['lifts what was suspended in VirtFusion', { state: 'suspended' }, 'unsuspend', null],
    ['lifts nothing that runs', {}, 'unsuspend', 'not suspended'],
    ['deletes what is suspended', { state: 'suspended' }, 'delete', null],
    ['deletes once', { state: 'deleting' }, 'delete', 'is being deleted'],
    ['waits for what is being built', { state: 'building', isBuilt: false }, 'delete', 'is being built'],
    ['leaves out what could not be built', { state: 'failed', isBuilt: false }, 'boot', 'could not be built'],
  ] as const)('%s', (_, change, action, reason) => {
    expect(skipReason({ ...running, ...change }, action)).toBe(reason);
  });

  it('has another fingerprint as soon as it would do something else', () => {
    const line = { id: 1, name: 'web-1', ownerUsername: 'ada', skipped: null };
    const plan = fingerprintOf('suspend', ['abuse', undefined], [line]);
    expect(fingerprintOf('suspend', ['abuse', undefined], [{ ...line, name: 'renamed' }])).toBe(plan);
    expect(fingerprintOf('suspend', ['other', undefined], [line])).not.toBe(plan);
    expect(fingerprintOf('delete', ['abuse', undefined], [line])).not.toBe(plan);
    expect(fingerprintOf('suspend', ['abuse', undefined], [{ ...line, skipped: 'suspended already' }])).not.toBe(plan);
  });
});
