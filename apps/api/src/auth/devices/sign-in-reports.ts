import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Tokens } from '../sessions/tokens';

export const REPORT_LIFETIME_DAYS = 7;

/** A sign-in that was not the owner's. */
export interface ReportedSignIn {
  readonly userId: number;
  readonly sessionId: number;
  readonly signedInAt: Date;
}

/** "This was not me": a link in the mail about a new sign-in ends everything that could be in somebody else's hands. */
@Injectable()
export class SignInReports {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
  ) {}

  /** The secret of the link for this sign-in. */
  async issue(userId: number, sessionId: number): Promise<string> {
    const secret = this.tokens.secret();
    await this.em.execute(
      `insert into sign_in_reports (user_id, session_id, link_hash, created_at, expires_at)
       values (?, ?, ?, now(), now() + make_interval(days => ?))`,
      [userId, sessionId, this.tokens.hash(secret), REPORT_LIFETIME_DAYS],
    );
    return secret;
  }

  /** Uses a link up; null when it is not one, or used, or too old. */
  async redeem(secret: string): Promise<ReportedSignIn | null> {
    const [row] = await this.em.execute<ReportedSignIn[]>(
      `update sign_in_reports set used_at = now() where link_hash = ? and used_at is null and expires_at > now()
       returning user_id as "userId", session_id as "sessionId", created_at as "signedInAt"`,
      [this.tokens.hash(secret)],
    );
    return row ?? null;
  }
}
