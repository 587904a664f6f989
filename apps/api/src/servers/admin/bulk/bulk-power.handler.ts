import { Injectable } from '@nestjs/common';
import { DomainError, HandlesJob, type JobHandler, type JobTopics } from '@api/platform';
import { PowerService } from '../../power/power.service';
import { ServerFinder } from '../../reading/server-finder';
import type { PowerAction } from '../../power/server-action.entity';

declare module '@api/platform/jobs/topics' {
  interface JobTopics {
    /** Switch one of several servers that staff chose. */
    'server.bulk-power': { serverId: number; action: PowerAction };
  }
}

/** Switches one server. A refusal is written down by the action itself and not tried again: what people see decides what they do next. */
@Injectable()
@HandlesJob({ topic: 'server.bulk-power', concurrency: 4, retryLimit: 0 })
export class BulkPowerHandler implements JobHandler<'server.bulk-power'> {
  constructor(
    private readonly powers: PowerService,
    private readonly finder: ServerFinder,
  ) {}

  async handle({ serverId, action }: JobTopics['server.bulk-power']): Promise<void> {
    try {
      const { userId } = await this.finder.anybodys(serverId);
      await this.powers.power(userId, serverId, action);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
