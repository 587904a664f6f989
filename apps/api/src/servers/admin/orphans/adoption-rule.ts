import type { VirtFusionServer } from '@sky/integrations/virtfusion';
import { ConflictError, RefusedError } from '@api/platform';

/** What has to be true of a server in VirtFusion before it becomes one of ours; throws what is not. */
export function requireAdoptable(seen: VirtFusionServer, virtfusionUserId: number): void {
  if (seen.ownerId !== virtfusionUserId)
    throw new RefusedError('owner_differs', 'In VirtFusion this server belongs to somebody else.', [
      { field: 'userId', message: `is not its owner in VirtFusion (number ${seen.ownerId})` },
    ]);
  if (seen.deleteLevel > 0) throw new ConflictError('being_deleted', 'VirtFusion is deleting this server.');
  if (seen.state !== 'complete')
    throw new ConflictError('not_built', `This server is ${seen.state} in VirtFusion. Only one that is built can be taken over.`);
}
