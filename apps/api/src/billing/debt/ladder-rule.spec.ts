import fc from 'fast-check';
import { type DebtCase, deletionAfterReminder, deletionFrom, type Debtor, dueStep, stateOf, suspensionFrom } from './ladder-rule';

const NOW = new Date('2026-11-10T12:00:00Z');
const RULES = { suspendAfterHours: 72, deleteAfterDays: 14 };
const hence = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const debt = (change: Partial<DebtCase> = {}): DebtCase => ({
  ...{
    openedAt: hence(-100),
    suspendAt: hence(-28),
    suspendedAt: null,
    deleteAt: null,
    remindedAt: null,
    deletedAt: null,
    ...change,
  },
});
const owing = (change: Partial<Debtor> = {}): Debtor => ({ balance: -1n, debt: null, exemption: null, ...change });

describe(dueStep, () => {
  it('warns when the credit falls below nothing, and not at nothing', () => {
    expect(dueStep(owing(), RULES, NOW)).toBe('warn');
    expect(dueStep(owing({ balance: 0n }), RULES, NOW)).toBeNull();
  });

  it('suspends when the announced moment has come, and not before', () => {
    expect(dueStep(owing({ debt: debt({ suspendAt: hence(1) }) }), RULES, NOW)).toBeNull();
    expect(dueStep(owing({ debt: debt({ suspendAt: NOW }) }), RULES, NOW)).toBe('suspend');
  });

  it('deletes once, when the announced moment has come', () => {
    const suspended = { suspendedAt: hence(-30), deleteAt: hence(1), remindedAt: hence(-23) };
    expect(dueStep(owing({ debt: debt(suspended) }), RULES, NOW)).toBeNull();
    expect(dueStep(owing({ debt: debt({ ...suspended, deleteAt: NOW }) }), RULES, NOW)).toBe('delete');
    expect(dueStep(owing({ debt: debt({ ...suspended, deleteAt: NOW, deletedAt: NOW }) }), RULES, NOW)).toBeNull();
  });

  it('reminds a day before it deletes, once, and never deletes without', () => {
    const suspended = { suspendedAt: hence(-1), deleteAt: hence(25) };
    expect(dueStep(owing({ debt: debt(suspended) }), RULES, NOW)).toBeNull();
    expect(dueStep(owing({ debt: debt({ ...suspended, deleteAt: hence(24) }) }), RULES, NOW)).toBe('remind');
    expect(dueStep(owing({ debt: debt({ ...suspended, deleteAt: hence(24), remindedAt: NOW }) }), RULES, NOW)).toBeNull();
    expect(dueStep(owing({ debt: debt({ ...suspended, deleteAt: hence(-90) }) }), RULES, NOW)).toBe('remind');
    expect(deletionAfterReminder(hence(-90), NOW)).toEqual(hence(24));
    expect(deletionAfterReminder(hence(24), NOW)).toEqual(hence(24));
  });

  it('leaves out steps that are switched off, and announces them when they are switched on', () => {
    expect(dueStep(owing({ debt: debt() }), { ...RULES, suspendAfterHours: null }, NOW)).toBeNull();
    expect(dueStep(owing({ debt: debt({ suspendAt: null }) }), RULES, NOW)).toBe('warn');
    const suspended = debt({ suspendedAt: hence(-500) });
    expect(dueStep(owing({ debt: suspended }), { ...RULES, deleteAfterDays: null }, NOW)).toBeNull();
    expect(dueStep(owing({ debt: suspended }), RULES, NOW)).toBe('warn');
  });

  it('does nothing to somebody exempt until then, and goes on after', () => {
    const due = owing({ debt: debt() });
    expect(dueStep({ ...due, exemption: { until: null } }, RULES, NOW)).toBeNull();
    expect(dueStep({ ...due, exemption: { until: hence(1) } }, RULES, NOW)).toBeNull();
    expect(dueStep({ ...due, exemption: { until: NOW } }, RULES, NOW)).toBe('suspend');
  });

  it('takes everything back as soon as nothing is owed, whatever was done', () => {
    const when = fc.option(fc.integer({ min: -1_000, max: 1_000 }).map(hence), { nil: null });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        when,
        when,
        when,
        when,
        when,
        (balance, suspendAt, suspendedAt, deleteAt, remindedAt, deletedAt) => {
          const known = debt({ suspendAt, suspendedAt, deleteAt, remindedAt, deletedAt });
          expect(dueStep(owing({ balance, debt: known }), RULES, NOW)).toBe('resume');
        },
      ),
    );
  });

  it('never suspends or deletes without an announced moment that has passed', () => {
    const when = fc.option(fc.integer({ min: -1_000, max: 1_000 }).map(hence), { nil: null });
    fc.assert(
      fc.property(when, when, when, when, (suspendAt, suspendedAt, deleteAt, remindedAt) => {
        const step = dueStep(owing({ debt: debt({ suspendAt, suspendedAt, deleteAt, remindedAt }) }), RULES, NOW);
        if (step === 'suspend') expect(suspendAt !== null && suspendAt <= NOW && suspendedAt === null).toBe(true);
        if (step === 'delete')
          expect(deleteAt !== null && deleteAt <= NOW && suspendedAt !== null && remindedAt !== null).toBe(true);
      }),
    );
  });
});

describe('the dates of the ladder', () => {
  it('are counted from now', () => {
    expect(suspensionFrom(NOW, RULES)).toEqual(hence(72));
    expect(deletionFrom(NOW, RULES)).toEqual(hence(14 * 24));
    expect(suspensionFrom(NOW, { ...RULES, suspendAfterHours: null })).toBeNull();
  });

  it('lead through the states', () => {
    expect(stateOf({ debt: debt(), exemption: null }, NOW)).toBe('warned');
    expect(stateOf({ debt: debt({ suspendedAt: NOW }), exemption: null }, NOW)).toBe('suspended');
    expect(stateOf({ debt: debt({ suspendedAt: NOW, deletedAt: NOW }), exemption: null }, NOW)).toBe('deleted');
    expect(stateOf({ debt: debt({ suspendedAt: NOW }), exemption: { until: null } }, NOW)).toBe('exempt');
  });
});
