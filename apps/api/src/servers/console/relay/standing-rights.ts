import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { StaffWhoMay } from '@api/auth';
import { ConsoleAccess } from '../console-access';
import type { OpenedConsole } from '../sessions/console-sessions';

/** Which open consoles may stay open: the session lasts, the person is in good standing, and the server is still theirs to see. */
@Injectable()
export class StandingRights {
  constructor(
    private readonly em: EntityManager,
    private readonly access: ConsoleAccess,
    private readonly staff: StaffWhoMay,
  ) {}

  /** The ids of those visits that may go on. */
  async standing(visits: readonly OpenedConsole[]): Promise<Set<number>> {
    const staff = visits.some(({ asStaff }) => asStaff) ? await this.staff.may('servers.console') : [];
    const staffIds = new Set(staff.map(({ id }) => id));
    const allowed = visits.filter(({ asStaff, userId }) => this.access.mayOpen(asStaff) && (!asStaff || staffIds.has(userId)));
    const rows = await this.em.fork().execute<{ id: number }[]>(
      `select c.id from console_sessions c
         join sessions t on t.id = c.session_id and t.ended_at is null and t.expires_at > now()
         join users u on u.id = c.user_id and u.state = 'active'
         join servers s on s.id = c.server_id and s.deleted_at is null and (c.as_staff or s.state <> 'suspended')
       where c.id = any(?::int[]) and c.state = 'open' and (
         c.as_staff or s.user_id = c.user_id
         or exists (select from server_grants g where g.server_id = c.server_id and g.user_id = c.user_id and g.may_console
           and g.revoked_at is null and g.ends_at > now())
         or exists (select from console_shares h where h.id = c.share_id and h.revoked_at is null and h.ends_at > now()))`,
      [`{${allowed.map(({ id }) => id).join(',')}}`],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
