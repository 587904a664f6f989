import { defineEntity, p } from '@mikro-orm/postgresql';

export const WEBHOOK_STATES = ['received', 'processed', 'kept', 'failed', 'refused'] as const;
/** `kept`: nothing here is about it, but it is not thrown away. `refused`: nothing proves where it came from; it is never processed. */
export type WebhookState = (typeof WEBHOOK_STATES)[number];

export const WEBHOOK_VERDICTS = ['local', 'postback', 'refused'] as const;
/** How a delivery was proven: by its certificate, by asking PayPal, or not at all. */
export type WebhookProof = (typeof WEBHOOK_VERDICTS)[number];

export const WebhookEventSchema = defineEntity({
  name: 'WebhookEvent',
  tableName: 'webhook_events',
  properties: {
    id: p.integer().primary(),
    provider: p.string().$type<'paypal'>(),
    /** The provider's id of the event; a repeated delivery has the same. */
    eventId: p.string().nullable(),
    eventType: p.string().nullable(),
    /** What the event is about; hints for reading the provider again. */
    orderId: p.string().nullable(),
    captureId: p.string().nullable(),
    refundId: p.string().nullable(),
    disputeId: p.string().nullable(),
    /** The kept way to pay that it is about. */
    sourceToken: p.string().nullable(),
    /** The signature and what belongs to it, so that the proof can be repeated. */
    headers: p.json<Record<string, string>>(),
    /** The bytes that were signed. */
    body: p.text(),
    state: p.string().$type<WebhookState>(),
    /** What came of it, for staff. */
    effect: p.text().nullable(),
    verdict: p.string().$type<WebhookProof>(),
    /** Why it was refused. */
    verdictReason: p.text().nullable(),
    /** How long the body was, when it was too long to keep whole. */
    bodyBytes: p.integer().nullable(),
    replays: p.integer(),
    deliveries: p.integer(),
    receivedAt: p.datetime(),
    processedAt: p.datetime().nullable(),
  },
});

/** One delivery of a provider: an event that is proven, or what was refused. */
export class WebhookEvent extends WebhookEventSchema.class {
  declare orderId: string | null;
  declare captureId: string | null;
  declare refundId: string | null;
  declare eventId: string | null;
  declare eventType: string | null;
  declare disputeId: string | null;
  declare sourceToken: string | null;
  declare verdictReason: string | null;
  declare bodyBytes: number | null;
  declare effect: string | null;
  declare processedAt: Date | null;

  get isDone(): boolean {
    return this.state !== 'received' && this.state !== 'failed';
  }

  process(effect: string, at: Date): void {
    this.end('processed', effect, at);
  }

  keep(effect: string, at: Date): void {
    this.end('kept', effect, at);
  }

  fail(reason: string): void {
    this.state = 'failed';
    this.effect = reason;
  }

  /** It is to be processed once more, as staff asked. */
  replay(): void {
    this.state = 'received';
    this.replays += 1;
    this.processedAt = null;
  }

  private end(state: WebhookState, effect: string, at: Date): void {
    this.state = state;
    this.effect = effect;
    this.processedAt = at;
  }
}
WebhookEventSchema.setClass(WebhookEvent);
