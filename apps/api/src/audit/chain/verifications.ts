import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Jobs, LiveHub } from '@api/platform';
import { SecurityEvents } from '../events/security-events';
import { AuditLog } from '../log/audit-log';
import type { ChainProblem } from './chain-problem';
import { Sealer } from './sealer';
import { type Verified, Verifier } from './verifier';
import { type Link, START } from './link';

/** How a verification went; unfinished ones are under way. */
export interface Verification {
  readonly id: number;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly entries: string | null;
  readonly unsealed: string | null;
  readonly anchors: number | null;
  readonly problem: ChainProblem | null;
}

/** So many entries take far less than a job's lease. */
const SLICE = 500_000;

/** Has the log verified in the background, slice by slice, and remembers how it went. */
@Injectable()
export class Verifications {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
    private readonly events: SecurityEvents,
    private readonly sealer: Sealer,
    private readonly verifier: Verifier,
  ) {}

  /** The newest verification, whether or not it is over. */
  async latest(): Promise<Verification | null> {
    const [row] = await this.em.fork().execute<Verification[]>(
      `select id, requested_at as "requestedAt", finished_at as "finishedAt", entries, unsealed, anchors, problem
       from audit_verifications order by id desc limit 1`,
    );
    return row ?? null;
  }

  /** Asks for a verification; null: the schedule asks. */
  request(userId: number | null): Promise<void> {
    return this.em.transactional(async em => {
      const [made] = await em.execute<{ id: number }[]>(
        'insert into audit_verifications (requested_by) values (?) returning id',
        [userId],
      );
      if (!made) throw new Error('The verification was not stored');
      await this.audit.record({ action: 'audit.verified', target: { kind: 'verification', id: made.id } });
      await this.jobs.add('audit.verify', { verificationId: made.id, position: '0', digest: START.hash.toString('hex') });
    });
  }

  /** Verifies the next slice, and ends the verification or queues what is left. */
  async go(verificationId: number, from: Link): Promise<void> {
    if (from.position === 0n) await this.sealer.seal();
    const verified = await this.verifier.verify(from, SLICE);
    if (verified.isDone) return this.finish(verificationId, verified);
    const { position, hash } = verified.reached;
    await this.jobs.add('audit.verify', { verificationId, position: position.toString(), digest: hash.toString('hex') });
  }

  private finish(id: number, { reached, unsealed, anchors, problem }: Verified): Promise<void> {
    return this.em.transactional(async em => {
      const ended = await em.execute<{ id: number }[]>(
        `update audit_verifications set finished_at = now(), entries = ?::bigint, unsealed = ?, anchors = ?, problem = ?::jsonb
         where id = ? and finished_at is null returning id`,
        [reached.position.toString(), unsealed, anchors, problem === null ? null : JSON.stringify(problem), id],
      );
      if (ended.length === 0) return;
      await this.live.publish({ type: 'audit-verified', userId: null, data: { verificationId: id } });
      if (problem) await this.events.raise({ kind: 'audit-chain-broken', severity: 'critical', details: problem });
    });
  }
}
