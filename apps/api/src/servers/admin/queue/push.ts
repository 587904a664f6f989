import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { Clock, ConflictError, Jobs } from '@api/platform';
import { ActionDesk } from '../../power/action-desk';
import type { ActionKind } from '../../power/server-action.entity';
import { ServerFinder } from '../../reading/server-finder';
import type { WorkKind } from './open-work';

/**
 * Has the open work of a server looked at now instead of after its pause. Each of these jobs looks at what is true before it does
 * anything, so asking twice does nothing twice. What has failed is not repeated: an order has given its money back.
 */
@Injectable()
export class WorkPush {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly finder: ServerFinder,
    private readonly desk: ActionDesk,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** Returns what is looked at. */
  async push(serverId: number): Promise<WorkKind[]> {
    const server = await this.finder.anybodys(serverId);
    return this.em.transactional(async em => {
      const actions = await em.execute<{ id: number; kind: ActionKind }[]>(
        'select id, kind from server_actions where server_id = ? and finished_at is null',
        [serverId],
      );
      const owners = await em.execute<object[]>('select 1 from server_owner_changes where server_id = ?', [serverId]);
      const isDue = server.state === 'deleting' && server.deleteAt != null && server.deleteAt <= this.clock.now();
      const isUnsuspended = server.suspendedAt != null && server.state !== 'suspended' && server.state !== 'deleting';
      const pushed: WorkKind[] = [];
      for (const action of actions) {
        await this.desk.watch(action);
        pushed.push('action');
      }
      if (server.step !== 'done') {
        await this.jobs.add('server.provision', { serverId }, { group: `customer:${server.userId}` });
        pushed.push('order');
      }
      if (isUnsuspended) {
        await this.jobs.add('server.follow-suspension', { serverId });
        pushed.push('suspension');
      }
      if (isDue) {
        await this.jobs.add('server.remove', { serverId });
        pushed.push('deletion');
      }
      if (owners.length > 0) {
        await this.jobs.add('server.follow-owner', { serverId });
        pushed.push('owner');
      }
      if (pushed.length === 0) throw new ConflictError('nothing_open', 'Nothing is open for this server.');
      await this.audit.record({
        action: 'server.pushed',
        userId: server.userId,
        target: { kind: 'server', id: serverId },
        details: { work: pushed },
      });
      return pushed;
    });
  }
}
