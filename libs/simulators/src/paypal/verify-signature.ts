import type { Call, Reply } from '../kit/call';
import { refuse } from './errors';
import { rawMember } from './raw-member';
import { isSignedBy, type SigningIdentity } from './signing';

const FIELDS = ['transmission_id', 'transmission_time', 'transmission_sig', 'webhook_id', 'cert_url', 'auth_algo'] as const;

/** Answers a merchant that asks whether a webhook is genuine. The event's bytes count, not its meaning. */
export function verifySignature({ body, rawBody }: Call, identity: SigningIdentity, ownWebhookId: string): Reply {
  const event = rawMember(rawBody.toString('utf8'), 'webhook_event');
  const [id, time, signature, webhookId, certificateUrl] = FIELDS.map(name => textIn(body, name));
  if (event === undefined || !id || !time || !signature || !webhookId || !certificateUrl)
    throw refuse(400, 'MISSING_REQUIRED_PARAMETER');
  const isGood =
    certificateUrl.endsWith(`/v1/notifications/certs/${identity.certificateId}`) &&
    webhookId === ownWebhookId &&
    isSignedBy(identity, { id, time, webhookId, signature, body: Buffer.from(event, 'utf8') });
  return { status: 200, json: { verification_status: isGood ? 'SUCCESS' : 'FAILURE' } };
}

function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw refuse(400, 'MISSING_REQUIRED_PARAMETER', { field: `/${name}` });
  return value;
}
