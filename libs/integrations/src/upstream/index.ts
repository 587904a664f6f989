export {
  UpstreamBusy,
  UpstreamError,
  UpstreamMaintenance,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
  UpstreamUnreachable,
  type UpstreamFailure,
  type UpstreamOutcome,
} from './upstream-error';
