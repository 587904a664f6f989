import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '@api/audit';
import { ConflictError, NotFoundError } from '@api/platform';
import type { OrphanState } from './orphan-reader';

/** Puts servers that only VirtFusion knows aside, or back on the list. */
@Injectable()
export class OrphanDesk {
  constructor(
    private readonly em: EntityManager,
    private readonly audit: AuditLog,
  ) {}

  async decide(upstreamId: number, state: OrphanState, by: number): Promise<void> {
    await this.em.transactional(async em => {
      const [orphan] = await em.execute<{ state: string; name: string }[]>(
        'select state, name from server_orphans where upstream_id = ? for update',
        [upstreamId],
      );
      if (!orphan) throw new NotFoundError('orphan_not_found', 'There is no such server to decide about.');
      if (orphan.state === 'adopted') throw new ConflictError('orphan_adopted', 'This server was taken over already.');
      if (orphan.state === state) return;
      await em.execute('update server_orphans set state = ?, decided_by = ?, decided_at = now() where upstream_id = ?', [
        state,
        by,
        upstreamId,
      ]);
      await this.audit.record({
        action: state === 'ignored' ? 'orphan.ignored' : 'orphan.reopened',
        userId: null,
        target: { kind: 'orphan', id: upstreamId },
        details: { name: orphan.name },
      });
    });
  }
}
