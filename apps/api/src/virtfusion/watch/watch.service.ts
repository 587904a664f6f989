import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { VirtFusion } from '@sky/integrations/virtfusion';
import { StaffWhoMay } from '@api/auth';
import { Notifications } from '@api/notifications';
import { Config } from '@api/platform';
import { CallJournal, type CallCount, type SurpriseCount } from './call-journal';
import { fingerprintOf } from './fingerprint';
import { PROCESS_ID } from './process-id';

const WRITE_EVERY_MS = 15_000;
/** Figures older than this are of no use to anybody. */
const KEPT = `interval '2 days'`;
/** A process that was not heard of for so long is gone. */
const GONE_AFTER = `interval '5 minutes'`;

/** Writes down what happens between us and VirtFusion, and tells staff of answers that are not as documented, once each. */
@Injectable()
export class VirtfusionWatch {
  private readonly log = new Logger(VirtfusionWatch.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly journal: CallJournal,
    private readonly virtfusion: VirtFusion,
    private readonly staff: StaffWhoMay,
    private readonly notifications: Notifications,
    private readonly config: Config,
  ) {}

  /** Every process has calls of its own to write down, also one without the role that runs schedules. */
  onApplicationBootstrap(): void {
    if (this.config.env.NODE_ENV === 'test') return;
    this.timer = setInterval(() => void this.writeRegularly(), WRITE_EVERY_MS).unref();
  }

  async writeRegularly(): Promise<void> {
    try {
      await this.write();
    } catch (error) {
      this.log.warn({ err: error }, 'what happened with VirtFusion could not be written down; it is tried again');
    }
  }

  /** The last figures of a process go with it. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.writeRegularly();
  }

  /** Writes everything down that was kept since the last time. */
  async write(): Promise<void> {
    const taken = this.journal.take();
    try {
      await this.em.fork().transactional(async em => {
        await this.writeCalls(em, taken.calls);
        for (const noted of taken.surprises) await this.writeSurprise(em, noted);
        await this.writeProcess(em);
      });
    } catch (error) {
      this.journal.giveBack(taken);
      throw error;
    }
  }

  private async writeCalls(em: EntityManager, calls: readonly CallCount[]): Promise<void> {
    if (calls.length === 0) return;
    // In one order in every process, so that two of them never wait for each other.
    await em.execute(
      `insert into virtfusion_calls (minute, operation, outcome, calls, milliseconds)
       select minute, operation, outcome, calls, milliseconds
       from jsonb_to_recordset(?::jsonb) as row(minute timestamptz, operation text, outcome text, calls int, milliseconds bigint)
       order by minute, operation, outcome
       on conflict (minute, operation, outcome) do update set calls = virtfusion_calls.calls + excluded.calls,
         milliseconds = virtfusion_calls.milliseconds + excluded.milliseconds`,
      [JSON.stringify(calls)],
    );
    await em.execute(`delete from virtfusion_calls where minute < now() - ${KEPT}`);
  }

  private async writeSurprise(em: EntityManager, { surprise, times }: SurpriseCount): Promise<void> {
    const { operation, kind, status, fields } = surprise;
    const [row] = await em.execute<{ id: number; isNew: boolean }[]>(
      `insert into virtfusion_surprises (operation, kind, fingerprint, status, fields, times) values (?, ?, ?, ?, ?::jsonb, ?)
       on conflict (operation, fingerprint) do update set times = virtfusion_surprises.times + excluded.times, last_seen_at = now()
       returning id, xmax = 0 as "isNew"`,
      [operation, kind, fingerprintOf(surprise), status, JSON.stringify(fields), times],
    );
    if (row?.isNew) await this.tell(row.id, surprise.operation);
  }

  private async tell(surpriseId: number, operation: string): Promise<void> {
    for (const { id } of await this.staff.may('jobs.write'))
      await this.notifications.tell(
        {
          userId: id,
          kind: 'staff-alerts',
          title: 'VirtFusion answered in a way we do not know',
          body: `${operation}. Perhaps VirtFusion was updated; look at what changed.`,
          link: '/virtfusion',
        },
        `virtfusion-surprise:${surpriseId}`,
      );
  }

  private async writeProcess(em: EntityManager): Promise<void> {
    await em.execute(
      `insert into virtfusion_processes (process_id, circuits, rate_limit) values (?, ?::jsonb, ?::jsonb)
       on conflict (process_id) do update set seen_at = now(), circuits = excluded.circuits, rate_limit = excluded.rate_limit`,
      [PROCESS_ID, JSON.stringify(this.virtfusion.circuits()), JSON.stringify(this.virtfusion.rateLimit())],
    );
    await em.execute(`delete from virtfusion_processes where seen_at < now() - ${GONE_AFTER}`);
  }
}
