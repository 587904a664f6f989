import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { HandlesJob, type JobHandler, Jobs, LiveHub } from '@api/platform';
import type { ConsoleVisit } from './console-sessions';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    'console.forget-old': Record<string, never>;
  }
}

/** A relay reports its consoles more often than this; what is older has lost its process. */
const LOST_AFTER_SECONDS = 120;
const KEPT_DAYS = 180;
const MOST_OF_ONE_PERSON = 5;
const MOST_OF_ONE_SERVER = 8;
const LIVE = `state = 'open' and seen_at > now() - make_interval(secs => ${LOST_AFTER_SECONDS}) or state = 'offered' and ticket_expires_at > now()`;

/** Counts the consoles that are open, over all processes, and ends those whose process is gone. */
@Injectable()
export class ConsoleCensus {
  constructor(
    private readonly em: EntityManager,
    private readonly live: LiveHub,
  ) {}

  /** Says what is full, or null. */
  async isFull({ userId, serverId }: Pick<ConsoleVisit, 'userId' | 'serverId'>): Promise<string | null> {
    const [row] = await this.em.execute<{ person: number; server: number }[]>(
      `select count(*) filter (where user_id = ?)::int as person, count(*) filter (where server_id = ?)::int as server
       from console_sessions where state in ('offered', 'open') and (user_id = ? or server_id = ?) and (${LIVE})`,
      [userId, serverId, userId, serverId],
    );
    if ((row?.person ?? 0) >= MOST_OF_ONE_PERSON) return `You have ${MOST_OF_ONE_PERSON} consoles open.`;
    return (row?.server ?? 0) >= MOST_OF_ONE_SERVER ? `This server's console is open ${MOST_OF_ONE_SERVER} times.` : null;
  }

  /** The consoles of this process are still there, with what they carried so far. */
  async report(consoles: readonly { id: number; sent: number; received: number }[]): Promise<void> {
    if (consoles.length === 0) return;
    await this.em.execute(
      `update console_sessions c set seen_at = now(), bytes_sent = r.sent, bytes_received = r.received
       from jsonb_to_recordset(?::jsonb) as r(id int, sent bigint, received bigint) where c.id = r.id and c.state = 'open'`,
      [JSON.stringify(consoles)],
    );
  }

  /** Tells every process to close a console. */
  async close(consoleId: number, cause: 'closed-by-owner' | 'closed-by-staff'): Promise<void> {
    await this.live.publish({ type: 'console-close', userId: null, data: { consoleId, cause } });
  }

  async endLost(): Promise<void> {
    await this.em.execute(
      `update console_sessions set state = 'ended', ended_at = coalesce(seen_at, offered_at), target_password = null, ticket_hash = null,
         cause = case when state = 'offered' then 'ticket-unused' else 'process-lost' end
       where state in ('offered', 'open') and not (${LIVE})`,
    );
    await this.em.execute(`delete from console_sessions where offered_at < now() - make_interval(days => ?)`, [KEPT_DAYS]);
  }
}

/** Clears up, once a minute. */
@Injectable()
@HandlesJob({ topic: 'console.forget-old', retryLimit: 0 })
export class ForgetOldConsolesHandler implements JobHandler<'console.forget-old'> {
  constructor(
    private readonly census: ConsoleCensus,
    private readonly jobs: Jobs,
  ) {}

  @Cron(CronExpression.EVERY_MINUTE, { name: 'forget-old-consoles' })
  async enqueue(): Promise<void> {
    await this.jobs.add('console.forget-old', {}, { singletonKey: 'round' });
  }

  handle(): Promise<void> {
    return this.census.endLost();
  }
}
