import { UpstreamBusy, type UpstreamError, UpstreamMaintenance } from '@sky/integrations/upstream';
import { ConflictError, UnavailableError } from '@api/platform';

/** What somebody is told who wants a second thing at the same time. */
export function busy(): ConflictError {
  return new ConflictError('server_busy', 'This server is busy with something else. Wait until it is done.');
}

/** What a no of VirtFusion, or no answer where nothing was changed, means for the customer. */
export function refusalOf(error: UpstreamError): ConflictError | UnavailableError {
  if (error instanceof UpstreamBusy) return busy();
  if (error instanceof UpstreamMaintenance)
    return new UnavailableError('hypervisor_maintenance', 'The hypervisor of this server is in maintenance. Try again later.');
  if (error.outcome !== 'refused' || error.isPassing)
    return new UnavailableError(
      'virtfusion_unavailable',
      'The platform does not answer at the moment. Nothing was done; try again in a minute.',
    );
  return new ConflictError('refused_by_virtfusion', `The platform refused this: ${error.reason}`);
}
