import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Surprise, SurprisingField } from '@sky/integrations/virtfusion';
import { AuditLog } from '@api/audit';
import { NotFoundError, type PageRequest } from '@api/platform';

export const SURPRISE_STATES = ['open', 'acknowledged'] as const;
export type SurpriseState = (typeof SURPRISE_STATES)[number];

/** A way in which VirtFusion answered that is not as documented. */
export interface SurpriseRow {
  readonly id: number;
  readonly operation: string;
  readonly kind: Surprise['kind'];
  readonly status: number;
  readonly fields: readonly SurprisingField[];
  readonly times: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}

const WHERE: Readonly<Record<SurpriseState, string>> = {
  open: 'where s.acknowledged_at is null',
  acknowledged: 'where s.acknowledged_at is not null',
};

/** Lists surprises, and takes note of those that somebody has looked into. */
@Injectable()
export class Surprises {
  constructor(
    private readonly em: EntityManager,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. */
  async page(state: SurpriseState | undefined, { limit, offset }: PageRequest): Promise<{ rows: SurpriseRow[]; total: number }> {
    const where = state ? WHERE[state] : '';
    const rows = await this.em.execute<SurpriseRow[]>(
      `select s.id, s.operation, s.kind, s.status, s.fields, s.times::int as times, s.first_seen_at as "firstSeenAt",
         s.last_seen_at as "lastSeenAt", s.acknowledged_at as "acknowledgedAt", u.username as "acknowledgedBy"
       from virtfusion_surprises s left join users u on u.id = s.acknowledged_by ${where} order by s.id desc limit ? offset ?`,
      [limit, offset],
    );
    const [counted] = await this.em.execute<{ total: number }[]>(
      `select count(*)::int as total from virtfusion_surprises s ${where}`,
    );
    return { rows, total: counted?.total ?? 0 };
  }

  /** Notes that a surprise was looked into; doing it again changes nothing. */
  async acknowledge(id: number, staffId: number): Promise<void> {
    await this.em.transactional(async em => {
      const [known] = await em.execute<{ acknowledgedAt: Date | null }[]>(
        'select acknowledged_at as "acknowledgedAt" from virtfusion_surprises where id = ? for update',
        [id],
      );
      if (!known) throw new NotFoundError('surprise_not_found', 'There is no such surprise.');
      if (known.acknowledgedAt) return;
      await em.execute('update virtfusion_surprises set acknowledged_at = now(), acknowledged_by = ? where id = ?', [
        staffId,
        id,
      ]);
      await this.audit.record({ action: 'virtfusion.surprise-acknowledged', details: { surpriseId: id } });
    });
  }
}
