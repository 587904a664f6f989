import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SECURITY_EVENTS, type SecurityEventKind } from '@api/audit';
import { Notifications } from '@api/notifications';
import { Config, HandlesJob, type JobHandler, type JobTopics, LiveHub } from '@api/platform';
import { RoleMatrix } from '../access/role-matrix';
import type { Role } from '../access/roles';

interface RaisedRow {
  kind: SecurityEventKind;
  severity: string;
  username: string | null;
  address: string | null;
}

/** Something looks like an attack: everybody who may look into it is told, on open pages, in their list and by mail. */
@Injectable()
@HandlesJob({ topic: 'security.event-raised', retryLimit: 5 })
export class AlertStaffHandler implements JobHandler<'security.event-raised'> {
  constructor(
    private readonly em: EntityManager,
    private readonly roles: RoleMatrix,
    private readonly notifications: Notifications,
    private readonly live: LiveHub,
    private readonly config: Config,
  ) {}

  async handle({ eventId }: JobTopics['security.event-raised']): Promise<void> {
    const [event] = await this.em.fork().execute<RaisedRow[]>(
      `select e.kind, e.severity, u.username, host(e.address) as address
       from security_events e left join users u on u.id = e.user_id where e.id = ?`,
      [eventId],
    );
    if (!event) return;
    await this.live.publish({ type: 'security-event', userId: null, data: { eventId } });
    if (event.severity === 'info') return;
    const what = SECURITY_EVENTS[event.kind];
    const where = [event.username && `account ${event.username}`, event.address && `address ${event.address}`];
    const body = where.filter(Boolean).join(', ') || 'Look at the event for what is known.';
    for (const { id, fullName } of await this.watchers())
      await this.notifications.tell(
        {
          userId: id,
          kind: 'staff-alerts',
          title: what,
          body,
          link: '/security',
          mail: {
            template: 'security-alert',
            values: { fullName, what, body, link: `${this.config.env.PUBLIC_URL}/admin/security` },
          },
        },
        `security-event:${eventId}`,
      );
  }

  private async watchers(): Promise<{ id: number; fullName: string }[]> {
    const staff = await this.em
      .fork()
      .execute<{ id: number; fullName: string; role: Role }[]>(
        `select id, full_name as "fullName", role from users where role <> 'customer' and state = 'active' order by id`,
      );
    return staff.filter(({ role }) => this.roles.permissionsOf(role).has('security.read'));
  }
}
