export { plainReason } from './plain-reason';
export {
  CallGuard,
  type CircuitReport,
  type CircuitState,
  type GuardedCall,
  type GuardLimits,
  type RateReport,
  ShortMemory,
} from './protection';
export { UpstreamHttp, type UpstreamHttpOptions, type UpstreamRequest } from './upstream-http';
export { UpstreamReply, type RefusalWords } from './upstream-reply';
