import { UpstreamBusy, UpstreamError, UpstreamMaintenance, UpstreamNotFound } from '@sky/integrations/upstream';
import { ConflictError, UnavailableError } from '@api/platform';

/** Staff wait for the answer, but not for long. */
export const STAFF_WAIT_MS = 8_000;

/** What VirtFusion's refusal, or its silence, means for staff who asked; anything else is thrown as it is. */
export function staffRefusal(error: unknown): Error {
  if (!(error instanceof UpstreamError)) return error instanceof Error ? error : new Error(String(error));
  if (error instanceof UpstreamNotFound) return new ConflictError('not_in_virtfusion', 'VirtFusion has no such server.');
  if (error instanceof UpstreamBusy)
    return new ConflictError('server_busy', 'This server is busy with something else. Wait until it is done.');
  if (error instanceof UpstreamMaintenance)
    return new UnavailableError('hypervisor_maintenance', 'The hypervisor of this server is in maintenance. Try again later.');
  if (error.outcome === 'unknown')
    return new UnavailableError(
      'virtfusion_unavailable',
      'VirtFusion did not confirm this, so it may have been done. Doing it again does no harm.',
    );
  if (error.outcome === 'not_sent' || error.isPassing)
    return new UnavailableError('virtfusion_unavailable', 'VirtFusion does not answer. Nothing was done; try again in a minute.');
  return new ConflictError('refused_by_virtfusion', `VirtFusion refused this: ${error.reason}`);
}
