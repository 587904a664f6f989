import { defineEntity, p } from '@mikro-orm/postgresql';

export const EMAIL_CHANGE_LIFETIME_MINUTES = 60;
const MOST_ATTEMPTS = 5;

export const EmailChangeSchema = defineEntity({
  name: 'EmailChange',
  tableName: 'email_changes',
  properties: {
    userId: p.integer().primary(),
    email: p.string(),
    codeHash: p.string(),
    linkHash: p.string(),
    attempts: p.integer(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
  },
});

/** An address that waits to be confirmed; until then the old one stands. One at a time. */
export class EmailChange extends EmailChangeSchema.class {
  static ask(userId: number, email: string, codeHash: string, linkHash: string): EmailChange {
    const now = new Date();
    return Object.assign(new EmailChange(), {
      userId,
      email,
      codeHash,
      linkHash,
      attempts: 0,
      createdAt: now,
      expiresAt: new Date(now.getTime() + EMAIL_CHANGE_LIFETIME_MINUTES * 60_000),
    });
  }

  get isUsable(): boolean {
    return this.expiresAt > new Date() && this.attempts < MOST_ATTEMPTS;
  }

  /** Counts a wrong try; after a few the code is dead. */
  matches(hashes: readonly string[]): boolean {
    if (!this.isUsable) return false;
    if (hashes.includes(this.codeHash)) return true;
    this.attempts += 1;
    return false;
  }
}
EmailChangeSchema.setClass(EmailChange);
