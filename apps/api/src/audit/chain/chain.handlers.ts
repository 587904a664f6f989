import { Injectable } from '@nestjs/common';
import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs, type JobTopics, RunsWhenDue } from '@api/platform';
import { Signals } from '../signals/signals';
import { Sealer } from './sealer';
import { Verifications } from './verifications';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Seals what was written, and looks whether it is a sign of an attack. */
    'audit.seal': Record<string, never>;
    /** Verifies from a link of the chain on. */
    'audit.verify': { verificationId: number; position: string; digest: string };
  }
}

/** Seals new entries, then looks at them. */
@Injectable()
@HandlesJob({ topic: 'audit.seal', retryLimit: 3 })
export class SealHandler implements JobHandler<'audit.seal'> {
  constructor(
    private readonly sealer: Sealer,
    private readonly signals: Signals,
  ) {}

  async handle(): Promise<void> {
    await this.sealer.seal();
    await this.signals.look();
  }
}

/** Verifies one slice of the log. */
@Injectable()
@HandlesJob({ topic: 'audit.verify', retryLimit: 5 })
export class VerifyHandler implements JobHandler<'audit.verify'> {
  constructor(private readonly verifications: Verifications) {}

  async handle({ verificationId, position, digest }: JobTopics['audit.verify']): Promise<void> {
    await this.verifications.go(verificationId, { position: BigInt(position), hash: Buffer.from(digest, 'hex') });
  }
}

const SEAL_EVERY_MS = 5_000;

/** Says when: seals soon after anything was written, verifies every night. */
@Injectable()
@RunsWhenDue({ order: 90 })
export class AuditSchedule {
  constructor(
    private readonly jobs: Jobs,
    private readonly sealer: Sealer,
    private readonly verifications: Verifications,
  ) {}

  @Interval('seal-audit-log', SEAL_EVERY_MS)
  async runDue(): Promise<void> {
    if (await this.sealer.hasWork()) await this.jobs.add('audit.seal', {}, { singletonKey: 'seal' });
  }

  @Cron(CronExpression.EVERY_DAY_AT_3AM, { name: 'verify-audit-log' })
  async verifyNightly(): Promise<void> {
    await this.verifications.request(null);
  }
}
