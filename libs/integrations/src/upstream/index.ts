export {
  UpstreamBusy,
  UpstreamError,
  UpstreamHeldBack,
  UpstreamMaintenance,
  UpstreamNotFound,
  UpstreamNotOffered,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamUnknown,
  UpstreamUnreachable,
  type UpstreamFailure,
  type UpstreamOutcome,
} from './upstream-error';
