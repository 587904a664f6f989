import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { PageRequest } from '@api/platform';
import { WebhookEvent, type WebhookState } from './webhook-event.entity';

const SHOWN = ['id', 'provider', 'eventId', 'eventType', 'state', 'effect', 'deliveries', 'receivedAt', 'processedAt'] as const;

/** An event without its body and signature. */
export type ListedEvent = Pick<WebhookEvent, (typeof SHOWN)[number]>;

/** Lists events, newest first. Their bodies stay where they are. */
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
}
