import { z } from 'zod';

import { type UpstreamReply } from '../http';
import { type UpstreamError, UpstreamMaintenance, UpstreamNotOffered, UpstreamRefused } from '../upstream';
import { isLater, type Operation } from './operations';

const errors = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);

const body = z.object({
  errors: errors.nullish().catch(null),
  msg: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
});

/** Passes on an answer with success; anything else is thrown as what it means. */
export function successOf(operation: Operation, reply: UpstreamReply): UpstreamReply {
  // Many answers are empty, but a web page never is one of VirtFusion's: something else listens at this address.
  if (isForeign(reply)) throw reply.unknown('the answer is not JSON');
  if (reply.isSuccess) return reply;
  // Documented for power actions; a gateway's own 503 has no JSON and leaves open what happened.
  if (reply.status === 503 && operation.includes('/power/') && reply.json !== undefined) {
    throw new UpstreamMaintenance(reply.failure({ reason: 'the hypervisor is in maintenance' }));
  }
  throw virtFusionRefusal(operation, reply);
}

/** A success that VirtFusion cannot have written. */
export function isForeign(reply: UpstreamReply): boolean {
  return reply.isSuccess && reply.json === undefined && reply.text.trim() !== '';
}

/** What VirtFusion's answer without success means: the first of `errors`, else `msg`, else `message`, else the status. */
function virtFusionRefusal(operation: Operation, reply: UpstreamReply): UpstreamError {
  const parsed = body.safeParse(reply.json);
  const { errors: list, msg, message } = parsed.success ? parsed.data : {};
  const reason = firstText(list) ?? msg ?? message ?? `status ${reply.status}`;
  if (reply.status === 404) {
    const isRoute = !list && !msg && /\broute\b/i.test(message ?? 'route');
    if (isRoute && isLater(operation)) return notOffered(reply);
    // Only an answer of the application itself proves that a record is gone; a wrong address answers 404 to everything.
    if (!parsed.success) return reply.unknown('404 without a reason; is this the address of a VirtFusion panel?');
    if (isRoute) return new UpstreamRefused(reply.failure({ reason }));
  }
  if (reply.status === 405 && isLater(operation)) return notOffered(reply);
  return reply.refusal({ reason });
}

function notOffered(reply: UpstreamReply): UpstreamNotOffered {
  return new UpstreamNotOffered(reply.failure({ reason: 'this version of VirtFusion does not offer it' }));
}

/** `errors` is a list of texts, or fields with their lists. */
function firstText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return firstText(Object.values(value)[0]);
}
