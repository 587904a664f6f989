import { judgeRebuild } from './rebuild-judge';

const early = new Date('2026-11-20T10:00:00Z');
const later = new Date('2026-11-28T10:00:00Z');
const before = { builtAt: early.toISOString(), updatedAt: early.toISOString() };
const seen = { state: 'complete', busy: false, buildFailed: false, builtAt: early, updatedAt: early } as const;

describe('how far a rebuild is', () => {
  it.each([
    ['waits in the queue', { state: 'queued' }, 'waiting'],
    ['is being installed', { state: 'building' }, 'installing'],
    ['is still busy', { busy: true }, 'installing'],
    ['is done when the server was built since', { builtAt: later, updatedAt: later }, 'done'],
    ['failed when it says so', { state: 'failed', updatedAt: later }, 'failed'],
    ['failed when only its mark says so', { buildFailed: true, updatedAt: later }, 'failed'],
    ['left no trace when nothing changed', {}, 'no-trace'],
    ['left no trace when something else changed', { updatedAt: later }, 'no-trace'],
    ['left no trace when the build before had failed', { state: 'failed' }, 'no-trace'],
  ] as const)('%s', (_, change, standing) => {
    expect(judgeRebuild(before, { ...seen, ...change })).toBe(standing);
  });
});
