export { CallGuard, type CircuitReport, type GuardedCall, type GuardLimits } from './call-guard';
export type { CircuitState } from './circuit';
export type { RateReport } from './rate-gate';
export { ShortMemory } from './short-memory';
