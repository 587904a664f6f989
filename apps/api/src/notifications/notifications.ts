import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { LiveHub, NotFoundError, type PageRequest } from '@api/platform';
import { MailService, type MailTemplate, type MailTemplates } from '@api/mail';
import type { NotificationKind } from './kinds';
import { Preferences } from './preferences';

/** The letter that goes with a piece of news. */
export interface NewsMail<Template extends MailTemplate> {
  readonly template: Template;
  readonly values: MailTemplates[Template];
}

/** Something to tell one person. */
export interface News<Template extends MailTemplate> {
  readonly userId: number;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly body: string;
  /** A path of the person's own web app, such as `/servers/12`. */
  readonly link: string | null;
  readonly mail?: NewsMail<Template>;
}

/** One piece of news in somebody's list. */
export interface NotificationRow {
  readonly id: number;
  readonly kind: NotificationKind;
  readonly title: string;
  readonly body: string;
  readonly link: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** Tells people what happened: in the product, and by mail, as they prefer. */
@Injectable()
export class Notifications {
  constructor(
    private readonly em: EntityManager,
    private readonly preferences: Preferences,
    private readonly mail: MailService,
    private readonly live: LiveHub,
  ) {}

  /** Tells a person once for each `onceKey`; part of the surrounding transaction. Does nothing for a deleted account. */
  async tell<Template extends MailTemplate>(news: News<Template>, onceKey: string): Promise<void> {
    const { userId, kind, title, body, link, mail } = news;
    await this.em.transactional(async em => {
      const [person] = await em.execute<{ email: string }[]>(`select email from users where id = ? and state <> 'deleted'`, [
        userId,
      ]);
      if (!person) return;
      const channels = await this.preferences.channelsFor(userId, kind);
      if (channels.inApp) {
        await em.execute(
          `insert into notifications (user_id, kind, title, body, link, once_key) values (?, ?, ?, ?, ?, ?)
           on conflict (user_id, once_key) do nothing`,
          [userId, kind, title, body, link, onceKey],
        );
        await this.live.publish({ type: 'notification', userId, data: {} });
      }
      if (channels.mail && mail) await this.mail.send({ userId, email: person.email }, mail.template, mail.values, onceKey);
    });
  }

  /** A person's news, newest first. */
  async page(
    userId: number,
    isUnreadOnly: boolean,
    { limit, offset }: PageRequest,
  ): Promise<{ rows: NotificationRow[]; total: number; unread: number }> {
    const [counts] = await this.em.execute<{ total: number; unread: number }[]>(
      `select count(*)::int as total, count(*) filter (where read_at is null)::int as unread from notifications where user_id = ?`,
      [userId],
    );
    const rows = await this.em.execute<NotificationRow[]>(
      `select id, kind, title, body, link, created_at as "createdAt", read_at as "readAt" from notifications
       where user_id = ? ${isUnreadOnly ? 'and read_at is null' : ''} order by id desc limit ? offset ?`,
      [userId, limit, offset],
    );
    const { total = 0, unread = 0 } = counts ?? {};
    return { rows, total: isUnreadOnly ? unread : total, unread };
  }

  /** Marks one piece of the person's news as read; not found when it is somebody else's. */
  async read(userId: number, id: number): Promise<void> {
    const rows = await this.em.execute<unknown[]>(
      'update notifications set read_at = coalesce(read_at, now()) where id = ? and user_id = ? returning id',
      [id, userId],
    );
    if (rows.length === 0) throw new NotFoundError('notification_not_found', 'There is no such notification.');
    await this.live.publish({ type: 'notification', userId, data: {} });
  }

  async readAll(userId: number): Promise<void> {
    await this.em.execute('update notifications set read_at = now() where user_id = ? and read_at is null', [userId]);
    await this.live.publish({ type: 'notification', userId, data: {} });
  }
}
