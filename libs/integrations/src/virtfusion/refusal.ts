import { z } from 'zod';

import { type UpstreamReply } from '../http';
import { type UpstreamError, UpstreamRefused } from '../upstream';

const errors = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

const body = z.object({
  errors: errors.nullish().catch(null),
  msg: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
});

/** What VirtFusion's answer without success means: the first of `errors`, else `msg`, else `message`, else the status. */
export function virtFusionRefusal(reply: UpstreamReply): UpstreamError {
  const parsed = body.safeParse(reply.json);
  const { errors: list, msg, message } = parsed.success ? parsed.data : {};
  const reason = firstText(list) ?? msg ?? message ?? `status ${reply.status}`;
  if (reply.status === 404) {
    // Only an answer of the application itself proves that a record is gone; a wrong address answers 404 to everything.
    if (!parsed.success) return reply.unknown('404 without a reason; is this the address of a VirtFusion panel?');
    if (!list && !msg && /\broute\b/i.test(message ?? 'route')) return new UpstreamRefused(reply.failure({ reason }));
  }
  return reply.refusal({ reason });
}

/** `errors` is a list of texts, or fields with their lists. */
function firstText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return firstText(Object.values(value)[0]);
}
