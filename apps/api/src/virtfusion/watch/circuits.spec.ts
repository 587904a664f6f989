import type { CircuitReport } from '@sky/integrations/virtfusion';
import { overAllProcesses } from './circuits';

const circuit = (changes: Partial<CircuitReport> = {}): CircuitReport => ({
  groupId: null,
  state: 'closed',
  since: new Date('2026-11-28T10:00:00Z'),
  failures: 0,
  reason: null,
  inUse: 1,
  waiting: 0,
  ...changes,
});

describe(overAllProcesses, () => {
  it('shows the worst that any process sees, and adds up the calls', () => {
    const open = circuit({
      groupId: 2,
      state: 'open',
      failures: 5,
      reason: 'no answer',
      since: new Date('2026-11-28T11:00:00Z'),
    });

    expect(
      overAllProcesses([
        [circuit(), circuit({ groupId: 2 })],
        [circuit({ inUse: 3, waiting: 2 }), open],
      ]),
    ).toEqual([
      expect.objectContaining({ groupId: null, state: 'closed', inUse: 4, waiting: 2, processes: 2, processesHoldingBack: 0 }),
      expect.objectContaining({
        groupId: 2,
        state: 'open',
        failures: 5,
        reason: 'no answer',
        since: open.since,
        processes: 2,
        processesHoldingBack: 1,
      }),
    ]);
  });

  it('says since when it has been so for the first process', () => {
    const later = circuit({ state: 'open', since: new Date('2026-11-28T12:00:00Z') });
    const earlier = circuit({ state: 'open', since: new Date('2026-11-28T11:30:00Z') });

    expect(overAllProcesses([[later], [earlier]])[0]?.since).toEqual(earlier.since);
  });

  it('knows nothing without processes', () => {
    expect(overAllProcesses([])).toEqual([]);
  });
});
