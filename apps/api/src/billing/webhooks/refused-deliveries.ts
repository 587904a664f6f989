import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '@api/platform';
import type { Delivered } from './webhook-proof';

/** Anybody can deliver; so what is kept of the unproven has an end in number, size and time. */
const KEPT_COUNT = 200;
const KEPT_DAYS = 30;
const BODY_BYTES = 16_384;
const HEADER_LENGTH = 600;

/** Keeps what was refused, so that staff see what came and why; it is never processed. */
@Injectable()
export class RefusedDeliveries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Stores a delivery and forgets the oldest. */
  async keep({ headers, rawBody }: Delivered, reason: string): Promise<void> {
    const at = this.clock.now();
    await this.em.fork().transactional(async em => {
      await em.execute(
        `insert into webhook_events (provider, headers, body, body_bytes, state, verdict, verdict_reason, effect, received_at, processed_at)
         values ('paypal', ?::jsonb, ?, ?, 'refused', 'refused', ?, 'Refused; nothing was done.', ?, ?)`,
        [JSON.stringify(bounded(headers)), storable(rawBody), rawBody.byteLength, reason, at, at],
      );
      await em.execute(
        `delete from webhook_events where state = 'refused' and (received_at < ?
           or id <= (select id from webhook_events where state = 'refused' order by id desc offset ? limit 1))`,
        [new Date(at.getTime() - KEPT_DAYS * 86_400_000), KEPT_COUNT],
      );
    });
  }
}

function bounded(headers: Delivered['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && (name.startsWith('paypal-') || name === 'content-type')
        ? [[name, withoutNul(value).slice(0, HEADER_LENGTH)]]
        : [],
    ),
  );
}

function storable(rawBody: Uint8Array): string {
  return withoutNul(Buffer.from(rawBody.subarray(0, BODY_BYTES)).toString('utf8'));
}

/** PostgreSQL stores every character but this one. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}
