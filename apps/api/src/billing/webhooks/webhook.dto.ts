import { ApiProperty } from '@nestjs/swagger';
import { OneOf, PageQuery, Pagination } from '@api/platform';
import {
  WEBHOOK_STATES,
  WEBHOOK_VERDICTS,
  type WebhookEvent,
  type WebhookProof,
  type WebhookState,
} from './webhook-event.entity';
import type { ListedEvent } from './webhook-reader';

/** Filters of the list of deliveries. */
export class WebhookQuery extends PageQuery {
  @OneOf(WEBHOOK_STATES, 'WebhookState', { optional: true })
  state?: WebhookState;
}

/** One delivery of a payment provider. */
export class WebhookEventDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  provider!: string;
  /** Null where the delivery was refused: nothing in it is believed. */
  @ApiProperty({ type: String, nullable: true }) eventId!: string | null;
  @ApiProperty({ type: String, nullable: true }) eventType!: string | null;
  @OneOf(WEBHOOK_STATES, 'WebhookState') state!: WebhookState;
  /** What came of it. */
  @ApiProperty({ type: String, nullable: true }) effect!: string | null;
  /** How it was proven. */
  @OneOf(WEBHOOK_VERDICTS, 'WebhookProof') verdict!: WebhookProof;
  @ApiProperty({ type: String, nullable: true }) verdictReason!: string | null;
  /** How often it was delivered; it acts once. */
  @ApiProperty({ type: 'integer' }) deliveries!: number;
  /** How often staff had it processed again. */
  @ApiProperty({ type: 'integer' }) replays!: number;
  receivedAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) processedAt!: Date | null;

  static from(event: ListedEvent): WebhookEventDto {
    const { id, provider, eventId, eventType, state, effect, verdict, verdictReason } = event;
    const { deliveries, replays, receivedAt, processedAt } = event;
    return {
      id,
      provider,
      eventId,
      eventType,
      state,
      effect,
      verdict,
      verdictReason,
      deliveries,
      replays,
      receivedAt,
      processedAt,
    };
  }
}

/** A header of a delivery. */
export class WebhookHeaderDto {
  name!: string;
  value!: string;
}

/** A delivery with all that was kept of it. */
export class WebhookDetailDto extends WebhookEventDto {
  headers!: WebhookHeaderDto[];
  /** As it arrived; cut where it was too long to keep and was refused. */
  body!: string;
  /** Its length on the wire, where it was refused. */
  @ApiProperty({ type: 'integer', nullable: true }) bodyBytes!: number | null;

  static fromWhole(event: WebhookEvent): WebhookDetailDto {
    return {
      ...WebhookEventDto.from(event),
      headers: Object.entries(event.headers).map(([name, value]) => ({ name, value })),
      body: event.body,
      bodyBytes: event.bodyBytes,
    };
  }
}

/** What processing a delivery again would do. */
export class WebhookRehearsalDto {
  steps!: string[];
}

/** A page of deliveries. */
export class WebhookEventPageDto {
  data!: WebhookEventDto[];
  pagination!: Pagination;
}
