import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { BadRequestError, ConflictError, DomainError, Jobs } from '@api/platform';
import { DeletionService } from '../../deletion/deletion.service';
import { StaffSuspension } from '../../staff/suspension';
import { type BulkAction, type BulkServer, fingerprintOf, type PlannedServer, skipReason } from './bulk-plan';

/** What to do to which servers, as staff chose it. */
export interface BulkOrder {
  readonly action: BulkAction;
  readonly serverIds: readonly number[];
  readonly reason?: string;
  readonly delayMinutes?: number;
}

export interface BulkPlan {
  readonly servers: readonly PlannedServer[];
  readonly concerned: number;
  readonly fingerprint: string;
}

/** Acts on many servers at once: first a plan to look at, then exactly that plan. */
@Injectable()
export class ServerBulk {
  constructor(
    private readonly em: EntityManager,
    private readonly suspension: StaffSuspension,
    private readonly deletion: DeletionService,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  /** What would be done; changes nothing. */
  async plan({ action, serverIds, reason, delayMinutes }: BulkOrder): Promise<BulkPlan> {
    requireWords(action, reason);
    const rows = await this.em.fork().execute<BulkServer[]>(
      `select s.id, s.name, u.username as "ownerUsername", s.state, s.step = 'done' and s.upstream_id is not null as "isBuilt",
         exists (select from server_actions a where a.server_id = s.id and a.finished_at is null) as "isBusy",
         s.suspended_at is not null as "isSuspendedByStaff",
         exists (select from server_debt_holds h where h.server_id = s.id and h.state in ('suspending', 'suspended', 'deleting')) as "isHeldByDebt"
       from servers s join users u on u.id = s.user_id where s.id = any(?::int[]) and s.deleted_at is null order by s.id`,
      [`{${serverIds.join(',')}}`],
    );
    const servers = rows.map(row => ({
      ...{ id: row.id, name: row.name, ownerUsername: row.ownerUsername },
      skipped: skipReason(row, action),
    }));
    return {
      servers,
      concerned: servers.filter(({ skipped }) => skipped === null).length,
      fingerprint: fingerprintOf(action, [reason, delayMinutes], servers),
    };
  }

  /**
   * Carries out a plan that was looked at; refused as `plan_changed` when it would do something else by now. Power goes through the
   * queue, since VirtFusion is asked for each server. One that changed in this very moment is left out, and says why.
   */
  async apply(order: BulkOrder, fingerprint: string, by: number): Promise<BulkPlan> {
    const plan = await this.plan(order);
    if (plan.fingerprint !== fingerprint)
      throw new ConflictError('plan_changed', 'Something has changed since you looked. Look at the plan again.');
    const servers: PlannedServer[] = [];
    for (const server of plan.servers)
      servers.push(server.skipped === null ? { ...server, skipped: await this.attempt(order, server.id, by) } : server);
    return { ...plan, servers, concerned: servers.filter(({ skipped }) => skipped === null).length };
  }

  private async attempt(order: BulkOrder, serverId: number, by: number): Promise<string | null> {
    try {
      await this.act(order, serverId, by);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  }

  private async act({ action, reason = '', delayMinutes }: BulkOrder, serverId: number, by: number): Promise<void> {
    if (action === 'suspend') return this.suspension.suspend(serverId, reason, by);
    if (action === 'unsuspend') return this.suspension.lift(serverId);
    const userId = await this.ownerOf(serverId);
    if (action === 'delete') return this.deletion.request(userId, serverId, delayMinutes);
    await this.em.transactional(async () => {
      await this.audit.record({
        action: 'server.bulk',
        userId,
        target: { kind: 'server', id: serverId },
        details: { kind: action },
      });
      await this.jobs.add('server.bulk-power', { serverId, action }, { singletonKey: `${serverId}` });
    });
  }

  private async ownerOf(serverId: number): Promise<number> {
    const [row] = await this.em.execute<{ userId: number }[]>('select user_id as "userId" from servers where id = ?', [serverId]);
    return row?.userId ?? 0;
  }
}

/** Who is suspended reads why. */
function requireWords(action: BulkAction, reason: string | undefined): void {
  if (action !== 'suspend' || reason) return;
  const details = [{ field: 'reason', message: 'is needed for this action' }];
  throw new BadRequestError('validation_failed', 'Some fields need your attention.', details);
}
