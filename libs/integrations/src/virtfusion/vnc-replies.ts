import { z } from 'zod';

import { phpObject, tolerant } from './canary/tolerant';
import { optionalFlag, optionalText } from './fields';
import type { VncAccess } from './vnc';

/** The address is relative to the panel's host; anything else is not followed. */
const panelPath = optionalText.transform(path => (path && /^\/[^/\\]/.test(path) ? path : null));

/** The screen of a server, with the viewer's path still relative to the panel. */
export const vncReply = z
  .object({
    vnc: z.object({
      ip: optionalText,
      hostname: optionalText,
      port: z.int().min(1).max(65_535).nullish(),
      password: optionalText,
      wss: tolerant('vnc.wss', phpObject(z.object({ url: panelPath })), null),
      enabled: optionalFlag,
    }),
  })
  .transform(({ vnc }) => ({
    host: vnc.hostname ?? vnc.ip,
    port: vnc.port ?? null,
    password: vnc.password,
    enabled: vnc.enabled,
    path: vnc.wss?.url ?? null,
  }));

/** The same with the viewer's full address. */
export function accessOf({ path, ...screen }: z.output<typeof vncReply>, panelUrl: string): VncAccess {
  return { ...screen, webSocketUrl: path === null ? null : `${panelUrl.replace(/^http/, 'ws')}${path}` };
}
