import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler, Jobs, type JobTopics } from '@api/platform';
import { putOff } from '../put-off';
import { LinkService } from './link.service';

/** A person confirmed their address: give them a VirtFusion account. */
@Injectable()
@HandlesJob({ topic: 'user.verified', concurrency: 2, retryLimit: 30 })
export class LinkUserHandler implements JobHandler<'user.verified'> {
  constructor(
    private readonly links: LinkService,
    private readonly jobs: Jobs,
  ) {}

  handle({ userId }: JobTopics['user.verified']): Promise<void> {
    return putOff(this.jobs, { topic: 'user.verified', payload: { userId } }, () => this.links.ensure(userId));
  }
}

/** An account was deleted: its VirtFusion user goes as well. */
@Injectable()
@HandlesJob({ topic: 'user.erased', retryLimit: 30 })
export class EraseUserHandler implements JobHandler<'user.erased'> {
  constructor(
    private readonly links: LinkService,
    private readonly jobs: Jobs,
  ) {}

  handle({ userId }: JobTopics['user.erased']): Promise<void> {
    return putOff(this.jobs, { topic: 'user.erased', payload: { userId } }, () => this.links.erase(userId));
  }
}

/** A person's name changed: tell VirtFusion. */
@Injectable()
@HandlesJob({ topic: 'user.changed' })
export class CarryOverHandler implements JobHandler<'user.changed'> {
  constructor(
    private readonly links: LinkService,
    private readonly jobs: Jobs,
  ) {}

  handle({ userId }: JobTopics['user.changed']): Promise<void> {
    const options = { singletonKey: String(userId) };
    return putOff(this.jobs, { topic: 'user.changed', payload: { userId }, options }, () => this.links.carryOver(userId));
  }
}
