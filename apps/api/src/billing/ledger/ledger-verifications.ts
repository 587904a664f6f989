import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { AuditLog, SecurityEvents } from '@api/audit';
import { HandlesJob, type JobHandler, Jobs, type JobTopics, LiveHub } from '@api/platform';
import { LedgerVerifier } from './ledger-verifier';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'billing.verify-ledger': { verificationId: number };
  }
}

/** How a verification of the ledger went; unfinished ones are under way. */
export interface LedgerVerificationRow {
  readonly id: number;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly transactions: number | null;
  readonly postings: number | null;
  readonly accounts: number | null;
  /** The first row that does not add up, in words; null when all is well. */
  readonly problem: string | null;
}

/** Has the ledger verified in the background, every night and when somebody asks, and remembers how it went. */
@Injectable()
@HandlesJob({ topic: 'billing.verify-ledger', retryLimit: 3 })
export class LedgerVerifications implements JobHandler<'billing.verify-ledger'> {
  constructor(
    private readonly em: EntityManager,
    private readonly verifier: LedgerVerifier,
    private readonly jobs: Jobs,
    private readonly live: LiveHub,
    private readonly audit: AuditLog,
    private readonly events: SecurityEvents,
  ) {}

  async latest(): Promise<LedgerVerificationRow | null> {
    const [row] = await this.em.fork().execute<LedgerVerificationRow[]>(
      `select id, requested_at as "requestedAt", finished_at as "finishedAt", transactions, postings, accounts, problem
       from ledger_verifications order by id desc limit 1`,
    );
    return row ?? null;
  }

  /** Asks for a verification; null: the schedule asks. */
  request(userId: number | null): Promise<void> {
    return this.em.transactional(async em => {
      const [made] = await em.execute<{ id: number }[]>(
        'insert into ledger_verifications (requested_by) values (?) returning id',
        [userId],
      );
      if (!made) throw new Error('The verification was not stored');
      await this.audit.record({ action: 'ledger.verified', userId: null, target: { kind: 'ledger-verification', id: made.id } });
      await this.jobs.add('billing.verify-ledger', { verificationId: made.id }, { singletonKey: 'ledger' });
    });
  }

  async handle({ verificationId }: JobTopics['billing.verify-ledger']): Promise<void> {
    const { transactions, postings, accounts, problem } = await this.verifier.verify();
    await this.em.fork().transactional(async em => {
      const ended = await em.execute<unknown[]>(
        `update ledger_verifications set finished_at = now(), transactions = ?, postings = ?, accounts = ?, problem = ?
         where id <= ? and finished_at is null returning id`,
        [transactions, postings, accounts, problem, verificationId],
      );
      if (ended.length === 0) return;
      await this.live.publish({ type: 'ledger-verified', userId: null, data: { verificationId } });
      if (problem) await this.events.raise({ kind: 'ledger-broken', severity: 'critical', details: { problem } });
    });
  }

  @Cron(CronExpression.EVERY_DAY_AT_2AM, { name: 'verify-ledger' })
  async verifyNightly(): Promise<void> {
    await this.request(null);
  }
}
