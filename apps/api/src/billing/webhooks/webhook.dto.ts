import { ApiProperty } from '@nestjs/swagger';
import { OneOf, PageQuery, Pagination } from '@api/platform';
import { WEBHOOK_STATES, type WebhookEvent, type WebhookState } from './webhook-event.entity';

/** Filters of the list of events. */
export class WebhookQuery extends PageQuery {
  @OneOf(WEBHOOK_STATES, 'WebhookState', { optional: true })
  state?: WebhookState;
}

/** One event that a payment provider told of. */
export class WebhookEventDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  provider!: string;
  eventId!: string;
  eventType!: string;
  @OneOf(WEBHOOK_STATES, 'WebhookState') state!: WebhookState;
  /** What came of it. */
  @ApiProperty({ type: String, nullable: true }) effect!: string | null;
  /** How often it was delivered; it acts once. */
  @ApiProperty({ type: 'integer' }) deliveries!: number;
  receivedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) processedAt!: Date | null;

  static from(event: WebhookEventFields): WebhookEventDto {
    const { id, provider, eventId, eventType, state, effect, deliveries, receivedAt, processedAt } = event;
    return { id, provider, eventId, eventType, state, effect, deliveries, receivedAt, processedAt };
  }
}

type WebhookEventFields = Pick<
  WebhookEvent,
  'id' | 'provider' | 'eventId' | 'eventType' | 'state' | 'effect' | 'deliveries' | 'receivedAt' | 'processedAt'
>;

/** A page of events. */
export class WebhookEventPageDto {
  data!: WebhookEventDto[];
  pagination!: Pagination;
}
