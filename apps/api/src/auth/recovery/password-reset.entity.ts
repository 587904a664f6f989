import { defineEntity, p } from '@mikro-orm/postgresql';

export const RESET_PURPOSES = ['recovery', 'invitation', 'staff'] as const;
/** Why somebody gets to set a password: they forgot it, they were invited, or staff asked them to. */
export type ResetPurpose = (typeof RESET_PURPOSES)[number];

/** An invitation is read when its reader has time; the others follow a request of the same hour. */
export const RESET_LIFETIME_MINUTES: Readonly<Record<ResetPurpose, number>> = {
  recovery: 30,
  invitation: 7 * 24 * 60,
  staff: 24 * 60,
};
const MOST_ATTEMPTS = 5;

export const PasswordResetSchema = defineEntity({
  name: 'PasswordReset',
  tableName: 'password_resets',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    purpose: p.string().$type<ResetPurpose>(),
    linkHash: p.string(),
    codeHash: p.string(),
    attempts: p.integer(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

/** A link and a code that set a password once; a few tries, a short life. */
export class PasswordReset extends PasswordResetSchema.class {
  static issue(userId: number, purpose: ResetPurpose, linkHash: string, codeHash: string): PasswordReset {
    const now = new Date();
    return Object.assign(new PasswordReset(), {
      userId,
      purpose,
      linkHash,
      codeHash,
      attempts: 0,
      createdAt: now,
      expiresAt: new Date(now.getTime() + RESET_LIFETIME_MINUTES[purpose] * 60_000),
      usedAt: null,
    });
  }

  get isUsable(): boolean {
    return this.usedAt === null && this.expiresAt > new Date();
  }

  /**
   * Counts a wrong try; a code that was tried too often is dead, also for whoever knows it. The link, which nobody can guess,
   * stays: strangers must not be able to keep people out.
   */
  matches(hashes: readonly string[]): boolean {
    if (!this.isUsable || this.attempts >= MOST_ATTEMPTS) return false;
    if (hashes.includes(this.codeHash)) return true;
    this.attempts += 1;
    return false;
  }

  use(): void {
    this.usedAt = new Date();
  }
}
PasswordResetSchema.setClass(PasswordReset);
