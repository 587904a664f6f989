import { z } from 'zod';

import type { WebhookDelivery, WebhookVerdict } from './webhook';
import { webhookEvent } from './webhook-event';

export const postbackReply = z.object({ verification_status: z.string() });

/** Each field of the question, and the header that holds it. */
const FIELDS = {
  auth_algo: 'paypal-auth-algo',
  cert_url: 'paypal-cert-url',
  transmission_id: 'paypal-transmission-id',
  transmission_sig: 'paypal-transmission-sig',
  transmission_time: 'paypal-transmission-time',
} as const;

/**
 * The question to PayPal; null when the headers are missing. The event goes in as the very bytes that arrived: parsed and
 * written again, it may differ, and a good signature would look bad.
 */
export function postbackBody({ headers, rawBody, webhookId }: WebhookDelivery): string | null {
  const fields = Object.entries(FIELDS).map(([field, header]) => [field, headers[header]] as const);
  if (fields.some(([, value]) => typeof value !== 'string' || value === '')) return null;
  const event = Buffer.from(rawBody).toString('utf8');
  const known = JSON.stringify({ ...Object.fromEntries(fields), webhook_id: webhookId });
  return isJsonObject(event) ? `${known.slice(0, -1)},"webhook_event":${event}}` : null;
}

/** What PayPal's answer proves. */
export function postbackVerdict(reply: z.output<typeof postbackReply>, { rawBody }: WebhookDelivery): WebhookVerdict {
  if (reply.verification_status !== 'SUCCESS') return { verified: false, reason: 'PayPal says that this is not its own.' };
  const event = webhookEvent(Buffer.from(rawBody).toString('utf8'));
  return event ? { verified: true, event } : { verified: false, reason: 'The body is not an event.' };
}

/** Only one whole object may be put into the question; anything else could add members of its own to it. */
function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
