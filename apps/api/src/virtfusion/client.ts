import { type VirtFusion, VirtFusionHttpClient, type VirtFusionObserver } from '@sky/integrations/virtfusion';
import type { Config } from '@api/platform';

/** Where faults are tried out one after the other, nobody can wait until a circuit closes. */
const UNPROTECTED = { failures: Number.MAX_SAFE_INTEGER, longestQuietMs: 0 };

/** Makes the one client of this process, protected unless the configuration says otherwise. */
export function virtFusionClient({ env }: Config, observer: VirtFusionObserver): VirtFusion {
  return new VirtFusionHttpClient({
    url: env.VIRTFUSION_API_URL,
    token: env.VIRTFUSION_API_KEY,
    observer,
    limits: {
      calls: env.VIRTFUSION_CALLS,
      callsPerGroup: Math.max(1, Math.floor(env.VIRTFUSION_CALLS / 3)),
      ...(!env.VIRTFUSION_PROTECTED && UNPROTECTED),
    },
  });
}
