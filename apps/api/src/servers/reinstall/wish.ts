import type { VirtFusionServer } from '@sky/integrations/virtfusion';
import { z } from 'zod';
import type { ServerAction } from '../power/server-action.entity';

const wish = z.object({
  templateId: z.int(),
  operatingSystem: z.string(),
  publicKey: z.string().nullable(),
  keyId: z.int().nullable(),
  builtAt: z.string().nullable(),
  updatedAt: z.string(),
});

/** What is to be installed, and the marks that the server had before. */
export type RebuildWish = z.infer<typeof wish>;

/** The wish of a rebuild, as it was stored. */
export function rebuildWishOf({ wish: stored }: ServerAction): RebuildWish {
  return wish.parse(stored);
}

/** The marks of a server by which a build is told from none. */
export function marksOf({
  builtAt,
  updatedAt,
}: Pick<VirtFusionServer, 'builtAt' | 'updatedAt'>): Pick<RebuildWish, 'builtAt' | 'updatedAt'> {
  return { builtAt: builtAt?.toISOString() ?? null, updatedAt: updatedAt.toISOString() };
}
