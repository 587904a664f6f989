import type { VirtFusionServer } from '@sky/integrations/virtfusion';
import { marksOf, type RebuildWish } from './wish';

/** How far a rebuild is, as the server itself shows. */
export type RebuildStanding = 'waiting' | 'installing' | 'done' | 'failed' | 'no-trace';

type Sight = Pick<VirtFusionServer, 'state' | 'busy' | 'buildFailed' | 'builtAt' | 'updatedAt'>;

/** A build has no number in VirtFusion's queue, so its marks before and now decide; without any trace nothing is claimed. */
export function judgeRebuild(before: Pick<RebuildWish, 'builtAt' | 'updatedAt'>, seen: Sight): RebuildStanding {
  if (seen.state === 'queued') return 'waiting';
  if (seen.state === 'building' || seen.busy) return 'installing';
  const now = marksOf(seen);
  if (now.updatedAt === before.updatedAt && now.builtAt === before.builtAt) return 'no-trace';
  if (seen.state === 'failed' || seen.buildFailed) return 'failed';
  return seen.state === 'complete' && now.builtAt !== before.builtAt ? 'done' : 'no-trace';
}
