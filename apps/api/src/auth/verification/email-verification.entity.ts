import { defineEntity, p } from '@mikro-orm/postgresql';

export const CODE_LIFETIME_MINUTES = 30;
const MOST_ATTEMPTS = 5;

export const EmailVerificationSchema = defineEntity({
  name: 'EmailVerification',
  tableName: 'email_verifications',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    email: p.string(),
    codeHash: p.string(),
    linkHash: p.string(),
    attempts: p.integer(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

export type CodeOutcome = 'confirmed' | 'wrong' | 'expired' | 'exhausted';

/** A code and a link that confirm an address; a few tries, a short life, used once. */
export class EmailVerification extends EmailVerificationSchema.class {
  static issue(userId: number, email: string, codeHash: string, linkHash: string): EmailVerification {
    const now = new Date();
    return Object.assign(new EmailVerification(), {
      userId,
      email,
      codeHash,
      linkHash,
      attempts: 0,
      createdAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIFETIME_MINUTES * 60_000),
      usedAt: null,
    });
  }

  get isUsable(): boolean {
    return this.usedAt === null && this.expiresAt > new Date();
  }

  /** `hashes` are those that the presented code has with each accepted secret. */
  tryCode(hashes: readonly string[]): CodeOutcome {
    if (!this.isUsable) return 'expired';
    if (this.attempts >= MOST_ATTEMPTS) return 'exhausted';
    this.attempts += 1;
    if (!hashes.includes(this.codeHash)) return this.attempts >= MOST_ATTEMPTS ? 'exhausted' : 'wrong';
    this.usedAt = new Date();
    return 'confirmed';
  }
}
EmailVerificationSchema.setClass(EmailVerification);
