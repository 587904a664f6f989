import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type Channels, isFixed, NOTIFICATION_KINDS, type NotificationKind } from './kinds';

/** Until somebody says otherwise. */
const USUAL: Channels = { inApp: true, mail: true };

/** What one person wants to hear of one kind of news. */
export interface Preference extends Channels {
  readonly kind: NotificationKind;
  /** It cannot be changed. */
  readonly isFixed: boolean;
}

/** By which ways people want to be told. */
@Injectable()
export class Preferences {
  constructor(private readonly em: EntityManager) {}

  /** Every kind, also those of which nothing was said. */
  async of(userId: number): Promise<Preference[]> {
    const rows = await this.em.execute<{ kind: string; inApp: boolean; mail: boolean }[]>(
      'select kind, in_app as "inApp", mail from notification_preferences where user_id = ?',
      [userId],
    );
    return NOTIFICATION_KINDS.map(kind => {
      const stored = rows.find(row => row.kind === kind);
      const { inApp, mail } = stored && !isFixed(kind) ? stored : USUAL;
      return { kind, inApp, mail, isFixed: isFixed(kind) };
    });
  }

  async channelsFor(userId: number, kind: NotificationKind): Promise<Channels> {
    return (await this.of(userId)).find(preference => preference.kind === kind) ?? USUAL;
  }

  /** Changes some kinds; what is fixed stays. */
  async set(userId: number, changes: readonly (Channels & { readonly kind: NotificationKind })[]): Promise<void> {
    await this.em.transactional(async em => {
      for (const { kind, inApp, mail } of changes.filter(change => !isFixed(change.kind)))
        await em.execute(
          `insert into notification_preferences (user_id, kind, in_app, mail) values (?, ?, ?, ?)
           on conflict (user_id, kind) do update set in_app = excluded.in_app, mail = excluded.mail`,
          [userId, kind, inApp, mail],
        );
    });
  }
}
