import { z } from 'zod';

import { tolerant } from '../canary/tolerant';
import { flag, optionalFlag, optionalText, time } from '../fields';
import type { Backup } from './server-changes';

/** The one answer without an envelope that says something. */
export const packageChangeReply = z.object({ info: tolerant('info', z.array(z.string()).nullish(), null) });

export const backupReply = z
  .object({
    id: z.int(),
    storage: tolerant('storage', z.object({ name: optionalText }).nullish(), null),
    complete: flag,
    deleting: optionalFlag,
    restoring: optionalFlag,
    deleteAfter: tolerant('deleteAfter', time.nullish(), null),
    created: time,
  })
  .transform(({ storage, created, deleteAfter, ...backup }): Backup => ({
    ...backup,
    storageName: storage?.name ?? null,
    deleteAfter: deleteAfter ?? null,
    createdAt: created,
  }));
