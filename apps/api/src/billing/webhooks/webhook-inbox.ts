import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { PayPal, type PayPalEvent, type WebhookVerdict } from '@sky/integrations/paypal';
import { UpstreamError } from '@sky/integrations/upstream';
import { AuditLog } from '@api/audit';
import { BadRequestError, Clock, Config, Jobs, UnavailableError } from '@api/platform';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'billing.process-webhook': { webhookEventId: number };
  }
}

/** PayPal gives up waiting sooner than it minds being asked to come again. */
const CERTIFICATE_TIMEOUT_MS = 5_000;

/** A request as it arrived. */
export interface Delivered {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Uint8Array;
}

/** Takes in what PayPal tells: proves the signature over the raw bytes, stores the event, and answers; a job does the rest. */
@Injectable()
export class WebhookInbox {
  private readonly log = new Logger(WebhookInbox.name);
  private readonly paypal: PayPal;

  constructor(
    private readonly em: EntityManager,
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    paypal: PayPal,
  ) {
    this.paypal = paypal.within(CERTIFICATE_TIMEOUT_MS);
  }

  /** Stores a proven event once, however often it is delivered. Refuses everything else and keeps nothing of it. */
  async receive(delivered: Delivered): Promise<void> {
    const verdict = await this.verify(delivered);
    if (!verdict.verified) {
      this.log.warn({ reason: verdict.reason }, 'a webhook without a valid signature was refused');
      await this.audit.record({ action: 'payment.webhook-refused', outcome: 'refused', details: { reason: verdict.reason } });
      throw new BadRequestError('invalid_signature', 'The signature does not prove that this comes from PayPal.');
    }
    await this.store(verdict.event, delivered);
  }

  private async verify({ headers, rawBody }: Delivered): Promise<WebhookVerdict> {
    const webhookId = this.config.env.PAYPAL_WEBHOOK_ID;
    if (!webhookId) throw new UnavailableError('payments_not_configured', 'PAYPAL_WEBHOOK_ID is not set.');
    try {
      return await this.paypal.verifyWebhook({ headers, rawBody, webhookId });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      throw new UnavailableError('certificate_unavailable', 'The certificate could not be fetched. Deliver this again.');
    }
  }

  /** The event and its job exist together or not at all; a repetition is counted, and starts anew what had failed for good. */
  private async store(event: PayPalEvent, { headers, rawBody }: Delivered): Promise<void> {
    await this.em.fork().transactional(async em => {
      const [row] = await em.execute<{ id: number; state: string }[]>(
        `insert into webhook_events
           (provider, event_id, event_type, order_id, capture_id, refund_id, headers, body, state, received_at)
         values ('paypal', ?, ?, ?, ?, ?, ?::jsonb, ?, 'received', ?)
         on conflict (provider, event_id) do update set deliveries = webhook_events.deliveries + 1,
           state = case when webhook_events.state = 'failed' then 'received' else webhook_events.state end
         returning id, state`,
        [
          event.id,
          event.type,
          event.orderId,
          event.captureId,
          event.refundId,
          JSON.stringify(signatureOf(headers)),
          Buffer.from(rawBody).toString('utf8'),
          this.clock.now(),
        ],
      );
      if (row?.state !== 'received') return;
      await this.jobs.add('billing.process-webhook', { webhookEventId: row.id }, { singletonKey: `webhook:${row.id}` });
    });
  }
}

function signatureOf(headers: Delivered['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[0].startsWith('paypal-') && typeof entry[1] === 'string',
    ),
  );
}
