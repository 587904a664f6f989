import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { MailService } from '@api/mail';
import { Notifications } from '@api/notifications';
import { Config } from '@api/platform';
import { Tokens } from '../sessions/tokens';
import type { User } from '../users/user.entity';
import { REPORT_LIFETIME_DAYS, SignInReports } from './sign-in-reports';

const LONGEST_USER_AGENT = 300;

/** Where a person has just signed in. */
export interface SignedInAt {
  readonly sessionId: number;
  readonly userAgent: string;
  readonly address: string;
}

/**
 * Remembers the browsers that each account is used from, by a secret in a cookie of theirs. A new one is told to the owner; a
 * known one may still sign in while somebody else guesses the password.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly em: EntityManager,
    private readonly tokens: Tokens,
    private readonly reports: SignInReports,
    private readonly notifications: Notifications,
    private readonly mail: MailService,
    private readonly config: Config,
  ) {}

  /** True when this browser has signed in to the account before. Asks the database for unknown people as well, so that time does not tell. */
  async isKnown(userId: number | null, device: string | null): Promise<boolean> {
    const rows = await this.em.execute<unknown[]>('select 1 from known_devices where user_id = ? and device_hash = ?', [
      userId ?? 0,
      this.tokens.hash(device ?? ''),
    ]);
    return rows.length > 0;
  }

  /** Notes a sign-in; part of its transaction. Returns the secret that the browser has to keep. */
  async greet(user: User, device: string | null, at: SignedInAt): Promise<string> {
    const secret = device ?? this.tokens.secret();
    const userAgent = at.userAgent.slice(0, LONGEST_USER_AGENT);
    const [row] = await this.em.execute<{ is_new: boolean; others: number }[]>(
      `insert into known_devices as d (user_id, device_hash, user_agent, address, first_seen_at, last_seen_at)
       values (?, ?, ?, ?, now(), now())
       on conflict (user_id, device_hash) do update set last_seen_at = now(), user_agent = excluded.user_agent, address = excluded.address
       returning xmax = 0 as is_new, (select count(*)::int from known_devices o where o.user_id = d.user_id) as others`,
      [user.id, this.tokens.hash(secret), userAgent, at.address],
    );
    // The very first browser is the one that the account was made with.
    if (row?.is_new && row.others > 0) await this.tellOwner(user, { ...at, userAgent });
    return secret;
  }

  /** Forgets every browser: whoever signs in next is told of. */
  async forgetAll(userId: number): Promise<void> {
    await this.em.execute('delete from known_devices where user_id = ?', [userId]);
  }

  private async tellOwner({ id: userId, email, fullName }: User, { sessionId, userAgent, address }: SignedInAt): Promise<void> {
    const secret = await this.reports.issue(userId, sessionId);
    const at = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const values = {
      fullName,
      device: userAgent,
      address,
      at,
      link: `${this.config.env.PUBLIC_URL}/not-me?token=${secret}`,
      days: REPORT_LIFETIME_DAYS,
    };
    await this.mail.send({ userId, email }, 'new-sign-in', values, `new-sign-in:${sessionId}`);
    await this.notifications.tell(
      {
        userId,
        kind: 'security',
        title: 'New sign-in',
        body: `From a browser that we do not know, address ${address}. If it was not you, sign it out and change your password.`,
        link: '/account/security',
      },
      `new-sign-in:${sessionId}`,
    );
  }
}
