import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { StaffWhoMay } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Clock, type PageRequest, RunsWhenDue } from '@api/platform';

export const INCIDENT_KINDS = ['frozen', 'decreased', 'unreadable'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** Hours that do not move for so long on a running server are not a coincidence. */
const FROZEN_AFTER = `interval '2 hours'`;

const TITLES: Readonly<Record<IncidentKind, string>> = {
  frozen: 'A meter stands still',
  decreased: 'A meter went backwards',
  unreadable: 'A meter cannot be read',
};

/** Something that a meter should not do. */
export interface Incident {
  readonly kind: IncidentKind;
  readonly userId: number;
  readonly serverId: number | null;
  readonly detail: string;
}

export interface IncidentRow extends Incident {
  readonly id: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly username: string;
  readonly serverName: string | null;
}

/** Notices when meters behave strangely and tells whoever looks after billing; nothing is charged or paid back by itself. */
@Injectable()
@RunsWhenDue({ order: 15 })
export class MeterIncidents {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly staff: StaffWhoMay,
    private readonly notifications: Notifications,
  ) {}

  /** Looks for portal meters of running servers that were due for two hours and were not charged, and closes what moves again. */
  async runDue(): Promise<void> {
    const now = this.clock.now();
    const frozen = await this.em.execute<{ serverId: number; userId: number; hours: number }[]>(
      `select m.server_id as "serverId", m.user_id as "userId", floor(extract(epoch from ?::timestamptz - m.charged_until) / 3600)::int as hours
       from usage_meters m join servers s on s.id = m.server_id
       where m.charged_until <= ?::timestamptz - ${FROZEN_AFTER} and (m.ended_at is null or m.charged_until < m.ended_at) and m.paused_at is null
         and s.state in ('running', 'stopped') and s.deleted_at is null
         and not exists (select from meter_incidents i where i.kind = 'frozen' and i.server_id = m.server_id and i.closed_at is null)
       order by m.server_id limit 200`,
      [now, now],
    );
    for (const { serverId, userId, hours } of frozen)
      await this.open({ kind: 'frozen', userId, serverId, detail: `No hour was charged for ${hours} hours.` });
    await this.em.execute(
      `update meter_incidents i set closed_at = ? from usage_meters m where i.kind = 'frozen' and i.closed_at is null and i.server_id = m.server_id
         and (m.charged_until > ?::timestamptz - ${FROZEN_AFTER} or m.ended_at <= m.charged_until or m.paused_at is not null)`,
      [now, now],
    );
  }

  /** Opens an incident, once while it lasts, and tells staff. */
  async open({ kind, userId, serverId, detail }: Incident): Promise<void> {
    await this.em.transactional(async em => {
      const [made] = await em.execute<{ id: number }[]>(
        `insert into meter_incidents (kind, user_id, server_id, detail, opened_at) values (?, ?, ?, ?, ?) on conflict do nothing returning id`,
        [kind, userId, serverId, detail, this.clock.now()],
      );
      if (!made) return;
      await this.audit.record({
        action: 'meter.incident',
        userId,
        ...(serverId !== null && { target: { kind: 'server', id: serverId } }),
        details: { incidentId: made.id, kind, detail },
      });
      for (const { id } of await this.staff.may('billing.write'))
        await this.notifications.tell(
          { userId: id, kind: 'staff-alerts', title: TITLES[kind], body: detail, link: '/meters' },
          `meter-incident:${made.id}`,
        );
    });
  }

  /** Ends the open incidents of a kind, since the meter is as it should be again. */
  async close(kind: IncidentKind, userId: number): Promise<void> {
    await this.em.execute(
      'update meter_incidents set closed_at = ? where kind = ? and user_id = ? and server_id is null and closed_at is null',
      [this.clock.now(), kind, userId],
    );
  }

  /** Incidents, newest first. */
  async page({ limit, offset }: PageRequest): Promise<{ rows: IncidentRow[]; total: number }> {
    const rows = await this.em.execute<IncidentRow[]>(
      `select i.id, i.kind, i.user_id as "userId", i.server_id as "serverId", i.detail, i.opened_at as "openedAt", i.closed_at as "closedAt",
         u.username, s.name as "serverName"
       from meter_incidents i join users u on u.id = i.user_id left join servers s on s.id = i.server_id order by i.id desc limit ? offset ?`,
      [limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>('select count(*)::int as total from meter_incidents');
    return { rows, total: counted?.total ?? 0 };
  }
}
