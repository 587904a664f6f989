import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import { WebhookEvent, type WebhookState } from './webhook-event.entity';
import { webhookNotFound } from './webhook-replay';

const SHOWN = [
  'id',
  'provider',
  'eventId',
  'eventType',
  'state',
  'effect',
  'verdict',
  'verdictReason',
  'deliveries',
  'replays',
  'receivedAt',
  'processedAt',
] as const;

/** A delivery without its body and signature. */
export type ListedEvent = Pick<WebhookEvent, (typeof SHOWN)[number]>;

/** Lists deliveries, newest first, and shows one with its body. */
@Injectable()
export class WebhookReader {
  constructor(private readonly em: EntityManager) {}

  async page(state: WebhookState | undefined, { limit, offset }: PageRequest): Promise<{ rows: ListedEvent[]; total: number }> {
    const where = state === undefined ? {} : { state };
    const [rows, total] = await this.em
      .fork()
      .findAndCount(WebhookEvent, where, { fields: SHOWN, orderBy: { id: 'desc' }, limit, offset });
    return { rows, total };
  }

  /** Refuses what there is none of. */
  async one(id: number): Promise<WebhookEvent> {
    const event = await this.em.fork().findOne(WebhookEvent, { id });
    if (!event) throw webhookNotFound();
    return event;
  }
}
