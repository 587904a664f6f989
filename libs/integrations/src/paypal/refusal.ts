import { z } from 'zod';

import type { RefusalWords, UpstreamReply } from '../http';
import type { UpstreamError } from '../upstream';
import { links } from './links';

const detail = z.object({ issue: z.string().nullish(), description: z.string().nullish() });

/** The envelope of the API and that of its OAuth gateway; an answer may come in either. */
const body = z.object({
  name: z.string().nullish(),
  message: z.string().nullish(),
  debug_id: z.string().nullish(),
  details: z.array(detail).nullish().catch(null),
  error: z.string().nullish(),
  error_description: z.string().nullish(),
  links,
});

/** A refusal in PayPal's words. `issue` is what to branch on; the texts are for people. */
export interface PayPalRefusal extends RefusalWords {
  readonly issue: string | null;
  readonly debugId: string | null;
  readonly links: z.output<typeof links>;
}

/** Reads what PayPal says about a request it did not carry out. */
export function payPalRefusal(reply: UpstreamReply): PayPalRefusal {
  const parsed = body.safeParse(reply.json);
  const said = parsed.success ? parsed.data : undefined;
  const first = said?.details?.[0];
  const issue = first?.issue ?? said?.name ?? said?.error ?? null;
  const words = first?.description ?? said?.message ?? said?.error_description;
  return {
    issue,
    reason: [issue, words].filter(Boolean).join(': ') || `status ${reply.status}`,
    debugId: reply.headers.get('paypal-debug-id') ?? said?.debug_id ?? null,
    links: said?.links ?? [],
  };
}

/** PayPal's way to say that an earlier try with the same request id is still being worked on. */
const STILL_WORKING = new Set(['PREVIOUS_REQUEST_IN_PROGRESS', 'RESOURCE_CONFLICT', 'DUPLICATE_REQUEST_ID']);

/** What an answer without success means. While an earlier try is under way it is open what will have happened. */
export function payPalError(reply: UpstreamReply): UpstreamError {
  const { reason, issue, debugId } = payPalRefusal(reply);
  if (issue !== null && STILL_WORKING.has(issue)) return reply.unknown(reason, { issue, debugId });
  return reply.refusal({ reason, issue, debugId });
}
