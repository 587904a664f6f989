import { defineEntity, p } from '@mikro-orm/postgresql';

export const MAIL_STATES = ['queued', 'sent', 'failed', 'unknown'] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const MailMessageSchema = defineEntity({
  name: 'MailMessage',
  tableName: 'mail_messages',
  properties: {
    id: p.integer().primary(),
    /** Names the event that the mail tells of, so that it is told once. */
    onceKey: p.string().unique(),
    template: p.string(),
    userId: p.integer().nullable(),
    recipient: p.string(),
    subject: p.string(),
    /** Text and HTML, sealed because mail carries codes; removed once sent. */
    sealedBody: p.text().nullable(),
    state: p.string().$type<MailState>(),
    attempts: p.integer(),
    providerId: p.string().nullable(),
    lastError: p.string().nullable(),
    createdAt: p.datetime(),
    sentAt: p.datetime().nullable(),
  },
});

/** One mail to one person. The provider knows no idempotency key, so this row is what keeps it from going out twice. */
export class MailMessage extends MailMessageSchema.class {
  markSent(providerId: string | null): void {
    Object.assign(this, { state: 'sent', providerId, sentAt: new Date(), sealedBody: null, lastError: null });
  }

  /** The provider refused it; another try would be refused as well. */
  markFailed(reason: string): void {
    Object.assign(this, { state: 'failed', lastError: reason, sealedBody: null });
  }
}
MailMessageSchema.setClass(MailMessage);
