import { defineEntity, p } from '@mikro-orm/postgresql';

export const WEBHOOK_STATES = ['received', 'processed', 'kept', 'failed'] as const;
/** `kept`: nothing here is about it, but it is not thrown away. */
export type WebhookState = (typeof WEBHOOK_STATES)[number];

export const WebhookEventSchema = defineEntity({
  name: 'WebhookEvent',
  tableName: 'webhook_events',
  properties: {
    id: p.integer().primary(),
    provider: p.string().$type<'paypal'>(),
    /** The provider's id of the event; a repeated delivery has the same. */
    eventId: p.string(),
    eventType: p.string(),
    /** What the event is about; hints for reading the provider again. */
    orderId: p.string().nullable(),
    captureId: p.string().nullable(),
    refundId: p.string().nullable(),
    /** The signature and what belongs to it, so that the proof can be repeated. */
    headers: p.json<Record<string, string>>(),
    /** The bytes that were signed. */
    body: p.text(),
    state: p.string().$type<WebhookState>(),
    /** What came of it, for staff. */
    effect: p.text().nullable(),
    deliveries: p.integer(),
    receivedAt: p.datetime(),
    processedAt: p.datetime().nullable(),
  },
});

/** One event that a provider told of, proven by its signature. */
export class WebhookEvent extends WebhookEventSchema.class {
  declare orderId: string | null;
  declare captureId: string | null;
  declare refundId: string | null;
  declare effect: string | null;
  declare processedAt: Date | null;

  get isDone(): boolean {
    return this.state === 'processed' || this.state === 'kept';
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

  private end(state: WebhookState, effect: string, at: Date): void {
    this.state = state;
    this.effect = effect;
    this.processedAt = at;
  }
}
WebhookEventSchema.setClass(WebhookEvent);
