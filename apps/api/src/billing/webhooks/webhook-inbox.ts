import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import type { PayPalEvent } from '@sky/integrations/paypal';
import { AuditLog } from '@api/audit';
import { BadRequestError, Clock, failpoint, Jobs } from '@api/platform';
import { RefusedDeliveries } from './refused-deliveries';
import { type Delivered, WebhookProver } from './webhook-proof';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'billing.process-webhook': { webhookEventId: number };
  }
}

/** Takes in what PayPal tells: proves the signature over the raw bytes, stores the event, and answers; a job does the rest. */
@Injectable()
export class WebhookInbox {
  private readonly log = new Logger(WebhookInbox.name);

  constructor(
    private readonly em: EntityManager,
    private readonly prover: WebhookProver,
    private readonly refused: RefusedDeliveries,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Stores a proven event once, however often it is delivered. Everything else is refused, and kept only to be looked at. */
  async receive(delivered: Delivered): Promise<void> {
    const proof = await this.prover.prove(delivered);
    if (!proof.proven) {
      this.log.warn({ reason: proof.reason }, 'a webhook without a valid signature was refused');
      await this.refused.keep(delivered, proof.reason);
      await this.audit.record({ action: 'payment.webhook-refused', outcome: 'refused', details: { reason: proof.reason } });
      throw new BadRequestError('invalid_signature', 'The signature does not prove that this comes from PayPal.');
    }
    await failpoint('webhook.before-store');
    await this.store(proof.event, proof.by, delivered);
    await failpoint('webhook.before-reply');
  }

  /** The event and its job exist together or not at all; a repetition is counted, and starts anew what had failed for good. */
  private async store(event: PayPalEvent, by: 'local' | 'postback', { headers, rawBody }: Delivered): Promise<void> {
    await this.em.fork().transactional(async em => {
      const [row] = await em.execute<{ id: number; state: string }[]>(
        `insert into webhook_events
           (provider, event_id, event_type, order_id, capture_id, refund_id, dispute_id, source_token, headers, body, verdict, state, received_at)
         values ('paypal', ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 'received', ?)
         on conflict (provider, event_id) do update set deliveries = webhook_events.deliveries + 1,
           state = case when webhook_events.state = 'failed' then 'received' else webhook_events.state end
         returning id, state`,
        [
          event.id,
          event.type,
          event.orderId,
          event.captureId,
          event.refundId,
          event.disputeId,
          event.sourceToken,
          JSON.stringify(signatureOf(headers)),
          Buffer.from(rawBody).toString('utf8'),
          by,
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
