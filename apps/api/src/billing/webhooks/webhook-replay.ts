import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { ConflictError, Jobs, NotFoundError } from '@api/platform';
import { WebhookEvent } from './webhook-event.entity';

/** Has stored events processed once more; processing is idempotent, so nothing moves twice. */
@Injectable()
export class WebhookReplay {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** Queues an event again. A refused delivery proves nothing, so it is never processed. */
  async replay(id: number): Promise<void> {
    await this.em.fork().transactional(async em => {
      const event = await em.findOne(WebhookEvent, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!event) throw webhookNotFound();
      if (event.state === 'refused')
        throw new ConflictError('webhook_refused', 'Nothing proves where this delivery comes from; it is never processed.');
      event.replay();
      await this.jobs.add('billing.process-webhook', { webhookEventId: id }, { singletonKey: `webhook:${id}` });
      await this.audit.record({
        action: 'payment.webhook-replayed',
        target: { kind: 'webhook', id },
        details: { eventId: event.eventId, eventType: event.eventType },
      });
    });
  }
}

export function webhookNotFound(): NotFoundError {
  return new NotFoundError('webhook_not_found', 'There is no such delivery.');
}
